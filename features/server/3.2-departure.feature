@server
Feature: 3.2 A client leaves

  However a client's connection ends, the others are told so once, with response code 1. A connection that
  never registered is nothing to them.

  @COSP-3.2-1
  Rule: A departure is announced once to every other registered client after an orderly close

    Example: to the only other client
      Given "alice" and "bob" are registered
      When "bob" leaves
      Then "alice" is told that "bob" has left

    Example: to each of three others
      Given "alice", "bob", "carol" and "dave" are registered
      When "bob" leaves
      Then "alice", "carol" and "dave" are told that "bob" has left

    Example: to dozens of others
      Given "client 1" to "client 24" are registered
      When "client 1" leaves
      Then "client 2" to "client 24" are told that "client 1" has left

    Example: dozens of departures at once
      Given "alice" and "bob" are registered
      And "client 1" to "client 24" are registered
      When "client 1" to "client 24" leave
      Then "alice" and "bob" are told that "client 1" to "client 24" have left

    Example: of a client that closes its sending half alone
      Given "alice", "bob" and "carol" are registered
      When "bob" closes its sending half
      Then "alice" and "carol" are told that "bob" has left

    Example: of a client that has only just registered
      Given "alice" is registered
      When "bob" registers
      And "bob" leaves
      Then "alice" is told that "bob" has left

    Example: of a client that was refused a pseudonym before
      Given "alice" is registered
      And "bob" has been refused the pseudonym of "alice"
      And "bob" registers
      And "carol" registers
      When "bob" leaves
      Then "alice" and "carol" are told that "bob" has left

    Example: of a client that has been asked for a private connection
      Given "alice", "bob", "carol" and "dave" are registered
      And "alice" has asked "bob" for a private connection
      When "bob" leaves
      Then "alice", "carol" and "dave" are told that "bob" has left
      And "alice" may be told that its private request has failed

    Example: of a client that has talked
      Given "alice", "bob" and "carol" are registered
      When "bob" sends 3 numbered messages to everybody
      And "bob" leaves
      Then "alice" and "carol" are told that "bob" has left
      And "alice" and "carol" receive some of the 3 numbered messages of "bob" to everybody

    Example: of a client that others are talking to
      Given "alice", "bob" and "carol" are registered
      When "alice" sends 30 numbered messages to everybody
      And "bob" leaves
      And "alice" sends 30 more numbered messages to everybody
      Then "carol" receives the 60 numbered messages of "alice" to everybody
      And "alice" and "carol" are told that "bob" has left

  @COSP-3.2-2
  Rule: A departure is announced likewise after a reset

    Example: to the only other client
      Given "alice" and "bob" are registered
      When "bob" leaves by a reset
      Then "alice" is told that "bob" has left

    Example: to each of three others
      Given "alice", "bob", "carol" and "dave" are registered
      When "carol" leaves by a reset
      Then "alice", "bob" and "dave" are told that "carol" has left

    Example: dozens of resets at once
      Given "alice" and "bob" are registered
      And "client 1" to "client 24" are registered
      When "client 1" to "client 24" leave by a reset
      Then "alice" and "bob" are told that "client 1" to "client 24" have left

    Example: of a client that has only just registered
      Given "alice" is registered
      When "bob" registers
      And "bob" leaves by a reset
      Then "alice" is told that "bob" has left

    Example: of a client that others are talking to
      Given "alice", "bob" and "carol" are registered
      When "alice" sends 30 numbered messages to everybody
      And "bob" leaves by a reset
      And "alice" sends 30 more numbered messages to everybody
      Then "carol" receives the 60 numbered messages of "alice" to everybody
      And "alice" and "carol" are told that "bob" has left

    Example: of a client that was refused a pseudonym before
      Given "alice" is registered
      And "bob" has been refused the pseudonym of "alice"
      And "bob" registers
      And "carol" registers
      When "bob" leaves by a reset
      Then "alice" and "carol" are told that "bob" has left

    Example: of a client that has sent a part of a frame
      Given "alice", "bob" and "carol" are registered
      And "bob" sends the bytes 00 00 05 68 65
      When "bob" leaves by a reset
      Then "alice" and "carol" are told that "bob" has left

    Example: one departure by a reset and one by an orderly close
      Given "alice", "bob", "carol" and "dave" are registered
      When "bob" leaves by a reset
      And "carol" leaves
      Then "alice" and "dave" are told that "bob" and "carol" have left

  @COSP-3.2-3
  Rule: A departure is announced likewise inside a frame, and the broken frame has no effect

    Scenario Outline: inside <frame>
      Given "alice" and "bob" are registered
      When clients leave inside <frame> to "bob", after each of its bytes in turn
      Then no broken frame has any effect

      Examples:
        | frame                   |
        | a message to everybody  |
        | a message to one client |
        | a private request       |
        | an acceptance           |
        | a refusal               |

  @COSP-3.2-4
  Rule: When a connection goes that is not registered, nobody is told

    Example: a connection that never asked
      Given "alice" and "bob" are registered
      And "stranger" has connected without registering
      When "stranger" leaves
      Then "alice" and "bob" receive nothing

    Example: a connection that was refused
      Given "alice" and "bob" are registered
      And "stranger" has been refused the pseudonym of "alice"
      When "stranger" leaves
      Then "alice" and "bob" receive nothing

    Example: connections that never asked, by a reset
      Given "alice" and "bob" are registered
      And "stranger 1" to "stranger 10" have connected without registering
      When "stranger 1" to "stranger 10" leave by a reset
      And "carol" registers
      Then "alice" and "bob" are told that "carol" has joined
      And "alice", "bob" and "carol" receive nothing

    Example: connections that were refused, by a reset
      Given "alice" and "bob" are registered
      And "stranger 1" to "stranger 10" have been refused the pseudonym of "alice"
      When "stranger 1" to "stranger 10" leave by a reset
      And "carol" registers
      Then "alice" and "bob" are told that "carol" has joined
      And "alice", "bob" and "carol" receive nothing

    Example: inside the pseudonym
      Given "alice" and "bob" are registered
      When clients leave inside a pseudonym to "bob", after each of its bytes in turn
      Then no broken frame has any effect

    Example: dozens of connections that never asked
      Given "alice" and "bob" are registered
      And "stranger 1" to "stranger 24" have connected without registering
      When "stranger 1" to "stranger 24" leave
      Then "alice" and "bob" receive nothing

  @COSP-3.2-5
  Rule: After a departure no frame bears that identifier until it is announced again

    Scenario Outline: a client that leaves in the middle of its messages, <audience>
      Given "alice", "bob" and "carol" are registered
      When "carol" sends 60 numbered messages <audience>
      And "carol" leaves
      Then "alice" and "bob" are told that "carol" has left
      And "alice" and "bob" receive some of the 60 numbered messages of "carol" <audience>

      Examples:
        | audience                             |
        | to everybody                         |
        | to "bob"                             |
        | to everybody and to "alice" in turn  |

    Example: a reset in the middle of messages
      Given "alice", "bob" and "carol" are registered
      When "carol" sends 60 numbered messages to everybody
      And "carol" leaves by a reset
      Then "alice" and "bob" are told that "carol" has left
      And "alice" and "bob" receive some of the 60 numbered messages of "carol" to everybody

    Example: a reset after messages that have arrived
      Given "alice", "bob" and "carol" are registered
      When "carol" sends "hello" to everybody
      Then "alice" and "bob" receive "hello" from "carol" as a message to everybody
      When "carol" leaves by a reset
      Then "alice" and "bob" are told that "carol" has left
      And "alice" and "bob" receive nothing

    Example: dozens that leave in the middle of their messages
      Given "alice" and "bob" are registered
      And "client 1" to "client 16" are registered
      When "client 1" to "client 16" send 4 numbered messages to everybody
      And "client 1" to "client 16" leave
      Then "alice" and "bob" are told that "client 1" to "client 16" have left
      And "alice" and "bob" receive some of the 4 numbered messages of "client 1" to "client 16" to everybody

  @COSP-3.2-7
  Rule: Whole frames that came before an orderly close take effect, before the departure is announced

    Scenario Outline: <count> messages <audience>, then an orderly close
      Given "alice", "bob" and "carol" are registered
      When "carol" sends <count> numbered messages <audience>
      And "carol" leaves
      Then "alice" and "bob" receive the <count> numbered messages of "carol" <audience>
      And "alice" and "bob" are told that "carol" has left

      Examples:
        | count | audience                          |
        | 1     | to everybody                      |
        | 60    | to everybody                      |
        | 1     | to "bob"                          |
        | 20    | to everybody and to "bob" in turn |

    Scenario Outline: <count> messages <audience> in one segment, then an orderly close
      Given "alice", "bob" and "carol" are registered
      When "carol" sends <count> numbered messages <audience> in one segment
      And "carol" leaves
      Then "alice" and "bob" receive the <count> numbered messages of "carol" <audience>
      And "alice" and "bob" are told that "carol" has left

      Examples:
        | count | audience     |
        | 100   | to everybody |
        | 100   | to "bob"     |

    Example: a private request, then an orderly close
      Given "alice" and "bob" are registered
      When "bob" asks "alice" for a private connection
      And "bob" leaves
      Then "alice" is asked by "bob" for a private connection
      And "alice" is told that "bob" has left
