@server
Feature: 3.1 Newcomers

  Each join is told to every other registered client, before anything else that has to do with the newcomer.

  @COSP-3.1-1
  Rule: A new client is announced once to every other registered client

    Example: to the only other client
      Given "alice" is registered
      When "bob" registers
      Then "alice" is told that "bob" has joined

    Example: to each of three others
      Given "alice", "bob" and "carol" are registered
      When "dave" registers
      Then "alice", "bob" and "carol" are told that "dave" has joined

    Example: to dozens of others
      Given "client 1" to "client 24" are registered
      When "newcomer" registers
      Then "client 1" to "client 24" are told that "newcomer" has joined

    @needs-COSP-2-2 @needs-COSP-2.1-4
    Example: dozens of newcomers to those who were there
      Given "alice" and "bob" are registered
      When "client 1" to "client 24" register at once
      And "client 25" to "client 48" register at once
      Then "alice" and "bob" are told that "client 1" to "client 48" have joined

    @needs-COSP-3.2-1
    Example: a client that was here before
      Given "alice", "bob" and "carol" are registered
      And "carol" has left
      When "carol" registers
      Then "alice" and "bob" are told that "carol" has joined

    @needs-COSP-1-5 @needs-COSP-7-3
    Example: to a client that has sent a part of a frame
      Given "alice" and "bob" are registered
      And "bob" sends the bytes 00 00 05 68 65
      When "carol" registers
      Then "alice" and "bob" are told that "carol" has joined
      When "bob" sends the bytes 6c 6c 6f
      Then "alice" and "carol" receive "hello" from "bob" as a message to everybody

    Example: to a client that has just joined itself
      Given "alice" is registered
      When "bob" registers
      And "carol" registers
      Then "bob" is told that "carol" has joined

  @COSP-3.1-2
  Rule: A client hears of a newcomer before anything else with the newcomer's identifier

    @needs-COSP-1-6
    Scenario Outline: a newcomer that talks at once, <audience>
      Given "alice" and "bob" are registered
      When "newcomer" registers and at once sends 5 numbered messages <audience>
      Then "bob" is told that "newcomer" has joined
      And "bob" receives the 5 numbered messages of "newcomer" <audience>
      And "alice" receives the 5 numbered messages of "newcomer" <audience>

      Examples:
        | audience                             |
        | to everybody                         |
        | to "bob"                             |
        | to everybody and to "bob" in turn    |

    Example: a newcomer that asks for a private connection at once
      Given "alice" and "bob" are registered
      When "newcomer" registers and at once asks "bob" for a private connection
      Then "bob" is told that "newcomer" has joined
      And "bob" is asked by "newcomer" for a private connection

    @needs-COSP-2.1-2
    Example: dozens of newcomers that talk at once
      Given "alice" and "bob" are registered
      When "client 1" to "client 24" register and at once send 2 numbered messages to everybody
      Then "alice" and "bob" receive the 2 numbered messages of "client 1" to "client 24" to everybody
      And "client 1" to "client 24" receive some of the 2 numbered messages of "client 1" to "client 24" to everybody

    @needs-COSP-1-6
    Example: newcomers that talk to each other at once
      When "client 1" to "client 8" register at once
      And "client 1" to "client 8" send 2 numbered messages to each other
      Then "client 1" to "client 8" receive the 2 numbered messages of "client 1" to "client 8" to each other

  @COSP-3.1-3
  Rule: Whether the newcomer is told of its own joining is left open

    Example: the newcomer's own joining
      Given "alice" is registered
      When "newcomer" registers
      Then it is recorded whether "newcomer" is told of its own joining
