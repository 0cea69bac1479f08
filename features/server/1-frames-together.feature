@server
Feature: 1 Data and codes: frames that arrive together

  TCP carries a stream of bytes and knows nothing of frames: what a client writes in pieces may arrive at
  once. A server handles every frame that is whole, and keeps the rest until more has come.

  @COSP-1-6
  Rule: Frames that arrive together are all handled, at once and in order

    @needs-COSP-6.2-2 @needs-COSP-6.3-2
    Scenario Outline: <frame> and another request in one segment
      Given "alice", "bob" and "carol" are registered
      When "alice" sends <frame> to "bob" together with each kind of request to "carol" in turn
      Then every frame has its whole effect

      Examples:
        | frame                   |
        | a message to everybody  |
        | a message to one client |
        | a private request       |
        | an acceptance           |
        | a refusal               |

    @needs-COSP-6.2-2 @needs-COSP-6.3-2
    Example: a request of each kind in one segment
      Given "alice", "bob" and "carol" are registered
      When "alice" sends a request of each kind to "bob" and "carol" in one segment
      Then every frame has its whole effect

    Scenario Outline: <count> messages <audience> in one segment
      Given "alice", "bob" and "carol" are registered
      When "alice" sends <count> numbered messages <audience> in one segment
      Then "bob" and "carol" receive the <count> numbered messages of "alice" <audience>

      Examples:
        | count | audience                             |
        | 2     | to everybody                         |
        | 100   | to everybody                         |
        | 100   | to "bob"                             |
        | 100   | to everybody and to "carol" in turn  |

    Example: a dozen messages in one segment, byte by byte
      Given "alice" and "bob" are registered
      When "alice" sends the bytes 00 00 01 61 00 00 01 62 00 00 01 63 00 00 01 64 00 00 01 65 00 00 01 66 00 00 01 67 00 00 01 68 00 00 01 69 00 00 01 6a 00 00 01 6b 00 00 01 6c
      Then "bob" receives the bytes 02 [alice] 00 01 61
      And "bob" receives the bytes 02 [alice] 00 01 62
      And "bob" receives the bytes 02 [alice] 00 01 63
      And "bob" receives the bytes 02 [alice] 00 01 64
      And "bob" receives the bytes 02 [alice] 00 01 65
      And "bob" receives the bytes 02 [alice] 00 01 66
      And "bob" receives the bytes 02 [alice] 00 01 67
      And "bob" receives the bytes 02 [alice] 00 01 68
      And "bob" receives the bytes 02 [alice] 00 01 69
      And "bob" receives the bytes 02 [alice] 00 01 6a
      And "bob" receives the bytes 02 [alice] 00 01 6b
      And "bob" receives the bytes 02 [alice] 00 01 6c

    @needs-COSP-1-5 @needs-COSP-7-3
    Example: a whole frame and the beginning of another one
      Given "alice" and "bob" are registered
      When "alice" sends the bytes 00 00 03 6f 6e 65 00 00 03 74
      Then "bob" receives "one" from "alice" as a message to everybody
      When "alice" sends the bytes 77 6f
      Then "bob" receives "two" from "alice" as a message to everybody

    @needs-COSP-1-5 @needs-COSP-7-3
    Example: the end of one frame and the beginning of the next
      Given "alice", "bob" and "carol" are registered
      When "alice" sends the bytes 00 00 03
      And "alice" sends the bytes 6f 6e 65 00 00
      And "alice" sends the bytes 03 74 77 6f
      Then "bob" and "carol" receive "one" from "alice" as a message to everybody
      And "bob" and "carol" receive "two" from "alice" as a message to everybody

    @needs-COSP-1-5 @needs-COSP-7-3
    Example: the rest of a frame and a whole one
      Given "alice", "bob" and "carol" are registered
      When "alice" sends the bytes 00 00 03 6f
      And "alice" sends the bytes 6e 65 00 00 03 74 77 6f
      Then "bob" and "carol" receive "one" from "alice" as a message to everybody
      And "bob" and "carol" receive "two" from "alice" as a message to everybody

    Example: several clients send many messages in one segment each
      Given "alice", "bob" and "carol" are registered
      When "alice", "bob" and "carol" send 30 numbered messages to everybody in one segment
      Then "alice", "bob" and "carol" receive the 30 numbered messages of "alice", "bob" and "carol" to everybody

    @needs-COSP-3.2-7
    Example: messages right before the end of the connection
      Given "alice", "bob" and "carol" are registered
      When "alice" sends 20 numbered messages to everybody in one segment
      And "alice" leaves
      Then "bob" and "carol" receive the 20 numbered messages of "alice" to everybody
      And "bob" and "carol" are told that "alice" has left
