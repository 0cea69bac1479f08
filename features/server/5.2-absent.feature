@server
Feature: 5.2 The addressee is absent

  A client may write to somebody who has just left. It is told so with response code -1, which stands alone,
  and goes on as before; nobody else ever sees the message.

  @COSP-5.2-1
  Rule: A message to a client that has left is answered with -1, one byte

    Example: after an orderly close
      Given "alice" and "bob" are registered
      And "bob" has left
      When "alice" sends "hello" to "bob"
      Then "alice" is told that the addressee is absent

    Example: after a reset
      Given "alice" and "bob" are registered
      And "bob" has left by a reset
      When "alice" sends "hello" to "bob"
      Then "alice" is told that the addressee is absent

    Example: the next frame follows the one byte directly
      Given "alice", "bob" and "carol" are registered
      And "bob" has left
      When "alice" sends "hello" to "bob"
      And "carol" sends "next" to "alice"
      Then "alice" is told that the addressee is absent
      And "alice" receives "next" from "carol" as a message to it alone

    @needs-COSP-1-8
    Example: a long message
      Given "alice" and "bob" are registered
      And "bob" has left
      When "alice" sends a text of 20000 bytes to "bob"
      Then "alice" is told that the addressee is absent

    Example: one of dozens has left
      Given "client 1" to "client 24" are registered
      And "client 12" has left
      When "client 1" sends "hello" to "client 12"
      Then "client 1" is told that the addressee is absent

    Example: at the moment at which the departure is announced
      Given "alice", "bob" and "carol" are registered
      When "bob" leaves
      And "alice" is told that "bob" has left
      And "alice" sends "hello" to "bob"
      Then "alice" is told that the addressee is absent

    Example: two senders
      Given "alice", "bob" and "carol" are registered
      And "carol" has left
      When "alice" sends "hello" to "carol"
      And "bob" sends "hello" to "carol"
      Then "alice" is told that the addressee is absent
      And "bob" is told that the addressee is absent

  @COSP-5.2-2
  Rule: A message to an identifier that was never given is answered in the same way

    Scenario Outline: to an identifier such as <identifier>
      Given "alice" and "bob" are registered
      When "alice" sends "hello" to an identifier that nobody has, such as <identifier>
      Then "alice" is told that the addressee is absent
      And "bob" receives nothing

      Examples:
        | identifier |
        | 32767      |
        | -32768     |
        | 12345      |
        | -12345     |

    Scenario Outline: to an identifier whose low byte is somebody's, at a distance of <distance>
      Given "alice" and "bob" are registered
      When "alice" sends "hello" to an identifier that nobody has, <distance> from that of "bob"
      Then "alice" is told that the addressee is absent
      And "bob" receives nothing

      Examples:
        | distance |
        | 256      |
        | -256     |
