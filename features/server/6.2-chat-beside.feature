@server
Feature: 6.2 Private TCP connection: the chat beside it

  The two chat connections stay what they are while a private connection is open and after it. Its own two
  connections are no chat clients: nobody is told of them, and they get nothing but the other side's bytes.

  @COSP-6.2-6
  Rule: The new connections are not announced and not listed, and no chat frame is sent on them

    Example: nobody is told that the sides have connected
      Given "alice", "bob" and "carol" are registered
      And "alice" and "bob" have agreed on a private connection
      When "alice" connects for the private connection with "bob"
      And "bob" connects for the private connection with "alice"
      And "alice" sends "hello" on the private connection with "bob"
      Then "bob" receives "hello" on the private connection with "alice"
      And "alice", "bob" and "carol" receive nothing

    Example: the list of a newcomer has none of them
      Given "alice" and "bob" are registered
      And "alice" and "bob" have a private connection
      When "carol" registers
      Then the list of "carol" has "alice" and "bob"

    Example: a message to everybody does not reach them
      Given "alice", "bob" and "carol" are registered
      And "alice" and "bob" have a private connection
      When "carol" sends "news" to everybody
      Then "alice" and "bob" receive "news" from "carol" as a message to everybody
      And "alice" receives nothing on the private connection with "bob"
      And "bob" receives nothing on the private connection with "alice"

    Example: a message to everybody does not reach a side that waits for the other
      Given "alice", "bob" and "carol" are registered
      And "alice" and "bob" have agreed on a private connection
      And "alice" has connected for the private connection with "bob"
      When "carol" sends "news" to everybody
      Then "alice" and "bob" receive "news" from "carol" as a message to everybody
      And "bob" connects for the private connection with "alice"
      And "alice" receives nothing on the private connection with "bob"

    Example: no join and no departure reaches them
      Given "alice" and "bob" are registered
      And "alice" and "bob" have a private connection
      When "carol" registers
      And "carol" leaves
      Then "alice" and "bob" are told that "carol" has left
      And "alice" receives nothing on the private connection with "bob"
      And "bob" receives nothing on the private connection with "alice"

    Example: nobody is told that a private connection has ended
      Given "alice", "bob" and "carol" are registered
      And "alice" and "bob" have a private connection
      When "alice" closes the private connection with "bob"
      Then the private connection with "alice" ends for "bob"
      And "bob" closes the private connection with "alice"
      And "alice", "bob" and "carol" receive nothing

  @COSP-6.2-7
  Rule: The chat connections of both sides go on during the private connection and after it

    Example: both send messages while they have a private connection
      Given "alice", "bob" and "carol" are registered
      And "alice" and "bob" have a private connection
      When "alice" sends "to you" to "bob"
      And "bob" sends "to all" to everybody
      Then "bob" receives "to you" from "alice" as a message to it alone
      And "alice" and "carol" receive "to all" from "bob" as a message to everybody

    Example: both get messages while one waits for the other to connect
      Given "alice", "bob" and "carol" are registered
      And "alice" and "bob" have agreed on a private connection
      And "bob" has connected for the private connection with "alice"
      When "carol" sends "to you" to "bob"
      Then "bob" receives "to you" from "carol" as a message to it alone
      # By now the server has seen who has connected.
      When "bob" sends "and to you" to "alice"
      Then "alice" receives "and to you" from "bob" as a message to it alone

    @needs-COSP-6.2-15
    Example: messages pass while 16 MiB are under way to one that does not read
      Given "alice", "bob" and "carol" are registered
      And "alice" and "bob" have a private connection
      And "bob" stops reading the private connection with "alice"
      When "alice" sends 16 MiB on the private connection with "bob", as far as the server takes it
      And "alice" sends "are you there?" to "bob"
      And "bob" sends "not yet" to "alice"
      Then "bob" receives "are you there?" from "alice" as a message to it alone
      And "alice" receives "not yet" from "bob" as a message to it alone
      And "bob" receives all of it on the private connection with "alice" once it reads again

    Scenario Outline: both go on after <closing> has closed the private connection
      Given "alice", "bob" and "carol" are registered
      And "alice" and "bob" have had a private connection, which "<closing>" has closed
      When "alice" sends "to you" to "bob"
      And "bob" sends "to all" to everybody
      Then "bob" receives "to you" from "alice" as a message to it alone
      And "alice" and "carol" receive "to all" from "bob" as a message to everybody

      Examples:
        | closing |
        | alice   |
        | bob     |
