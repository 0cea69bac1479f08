@server
Feature: 3.2 A client leaves abruptly, or before it was there

  A reset, or an end in the middle of a frame, is a departure like any other. A connection that never
  registered is nothing to the others.

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

    @needs-COSP-1-6
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

    @needs-COSP-7-1
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
