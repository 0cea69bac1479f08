@server
Feature: 3.2 Frames before and after a departure

  What a client sent whole before it closed takes effect first; once its departure is announced, nothing
  bears its identifier any more.

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

    # More than the buffers of both systems hold, so that the server has to keep some itself.
    @needs-COSP-1-8
    Example: a sender leaves whose messages have not been read
      Given "alice", "bob" and "carol" are registered
      And "carol" has stopped reading
      When "alice" sends 6 MiB to everybody, no faster than "bob" reads
      Then "bob" receives all of it
      When "alice" leaves
      Then "bob" is told that "alice" has left
      And "carol" receives nothing of it behind the departure once it reads again

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

  @COSP-3.2-7 @needs-COSP-1-6
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
