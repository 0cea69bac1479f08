@server
Feature: 4 Several messages to everybody

  Messages of one sender keep their order; those of several come whole, in whatever order.

  @COSP-4-5 @needs-COSP-1-6
  Rule: One sender's messages arrive in the order sent

    Scenario Outline: <count> messages
      Given "alice", "bob" and "carol" are registered
      When "alice" sends <count> numbered messages to everybody
      Then "bob" and "carol" receive the <count> numbered messages of "alice" to everybody

      Examples:
        | count |
        | 2     |
        | 200   |

    @needs-COSP-1-8
    Example: a long message before a short one
      Given "alice" and "bob" are registered
      When "alice" sends a text of 20000 bytes to everybody
      And "alice" sends "short" to everybody
      Then "bob" receives a text of 20000 bytes from "alice" as a message to everybody
      And "bob" receives "short" from "alice" as a message to everybody

    Example: while others join and leave
      Given "alice", "bob" and "carol" are registered
      And "client 1" to "client 10" are registered
      When "alice" sends 50 numbered messages to everybody
      And "client 1" to "client 10" leave while "client 11" to "client 20" register
      And "alice" sends 50 more numbered messages to everybody
      Then "bob" and "carol" receive the 100 numbered messages of "alice" to everybody
      And "client 11" to "client 20" receive some of the 100 numbered messages of "alice" to everybody

  @COSP-4-6 @needs-COSP-1-6
  Rule: Frames of several senders at once arrive whole

    Scenario Outline: <senders> at once
      Given "client 1" to "client 8" are registered
      And "listener" is registered
      When <senders> send <count> numbered messages to everybody
      Then "listener" receives the <count> numbered messages of <senders> to everybody
      And "client 1" to "client 8" receive the <count> numbered messages of <senders> to everybody

      Examples:
        | senders                    | count |
        | "client 1" and "client 2"  | 60    |
        | "client 1" to "client 8"   | 20    |

    Example: messages to everybody and to one at once
      Given "alice", "bob", "carol" and "dave" are registered
      When "alice" and "bob" send 40 numbered messages to everybody
      And "carol" sends 40 numbered messages to "dave"
      Then "dave" receives the 40 numbered messages of "alice" and "bob" to everybody
      And "dave" receives the 40 numbered messages of "carol" to "dave"
      And "alice", "bob" and "carol" receive the 40 numbered messages of "alice" and "bob" to everybody

    @needs-COSP-1-8
    Example: long messages at once
      Given "alice", "bob" and "carol" are registered
      When "alice" sends a text of 30000 bytes to everybody
      And "bob" sends a text of 29999 bytes to everybody
      Then "carol" receives a text of 30000 bytes from "alice" as a message to everybody
      And "carol" receives a text of 29999 bytes from "bob" as a message to everybody
      And "alice" receives a text of 29999 bytes from "bob" as a message to everybody
      And "bob" receives a text of 30000 bytes from "alice" as a message to everybody
