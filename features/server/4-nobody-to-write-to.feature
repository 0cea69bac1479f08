@server
Feature: 4 Messages to everybody that reach nobody

  A client may be alone, and a text may be empty.

  @COSP-4-7
  Rule: A lone client's message has no answer and no effect

    # Who registers right behind may still be in time for the last of them.
    @needs-COSP-1-6
    Scenario Outline: <count> messages of a client that is alone have no answer
      Given "alice" is registered
      When "alice" sends <count> numbered messages to everybody
      And "bob" registers
      Then "bob" receives some of the <count> numbered messages of "alice" to everybody
      And "alice" receives nothing

      Examples:
        | count |
        | 1     |
        | 30    |

    @needs-COSP-1-6
    Example: who comes later hears nothing of it
      Given "alice" and "bob" are registered
      And "bob" has left
      When "alice" sends 3 numbered messages to everybody
      And "alice" sends "anybody there?" to "bob"
      And "alice" is told that the addressee is absent
      And "carol" registers
      Then "alice" and "carol" receive nothing

    @needs-COSP-1-6
    Example: a lone client goes on as before
      Given "alice" and "bob" are registered
      And "bob" has left
      When "alice" sends 3 numbered messages to everybody
      And "alice" sends "anybody there?" to "bob"
      And "alice" is told that the addressee is absent
      And "carol" registers
      And "alice" sends "hello" to "carol"
      Then "carol" receives "hello" from "alice" as a message to it alone

  @COSP-4-9
  Rule: What becomes of an empty message to everybody is left open

    Example: a message of size 0
      Given "alice" and "bob" are registered
      And the server may end the connection of "alice" for what comes next
      When "alice" sends "" to everybody
      Then it is recorded whether "" of "alice" reaches "bob"
