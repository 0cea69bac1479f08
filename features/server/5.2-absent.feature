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

  @COSP-5.2-3
  Rule: Nobody else gets the message, now or later

    Example: the others who are there
      Given "alice", "bob", "carol" and "dave" are registered
      And "bob" has left
      When "alice" sends "secret" to "bob"
      Then "alice" is told that the addressee is absent
      And "carol" and "dave" receive nothing

    Example: who comes later under the same pseudonym
      Given "alice" and "bob" are registered
      And "bob" has left
      When "alice" sends 3 numbered messages to "bob"
      And "alice" is told 3 times that the addressee is absent
      And "bob" registers
      Then "bob" receives nothing

    Example: several who come later under other pseudonyms
      Given "alice" and "bob" are registered
      And "bob" has left
      When "alice" sends "secret" to "bob"
      And "alice" is told that the addressee is absent
      And "client 1" to "client 4" register one after the other
      Then "client 1" to "client 4" receive nothing

    Example: a message that meets the departure on its way
      Given "alice", "bob" and "carol" are registered
      When "bob" leaves
      And "alice" sends "secret" to "bob"
      Then "alice" is told at most 1 time that the addressee is absent
      And "carol" receives nothing

    Example: a client that has left and is back
      Given "alice" and "bob" are registered
      And "bob" has left
      When "alice" sends "lost" to "bob"
      And "alice" is told that the addressee is absent
      And "bob" registers
      And "alice" sends "found" to "bob"
      Then "bob" receives "found" from "alice" as a message to it alone

  @COSP-5.2-4
  Rule: The sender's connection goes on, and n failures give n answers

    Scenario Outline: <count> failures
      Given "alice" and "bob" are registered
      And "bob" has left
      When "alice" sends <count> numbered messages to "bob"
      Then "alice" is told <count> times that the addressee is absent

      Examples:
        | count |
        | 2     |
        | 100   |

    Example: a message to somebody else behind it
      Given "alice", "bob" and "carol" are registered
      And "bob" has left
      When "alice" sends a text of 5000 bytes to "bob"
      And "alice" sends "hello" to "carol"
      Then "alice" is told that the addressee is absent
      And "carol" receives "hello" from "alice" as a message to it alone

    Example: failures and successes in one piece
      Given "alice", "bob" and "carol" are registered
      And "bob" has left
      When "alice" sends 10 numbered messages to everybody and to "bob" in turn in one piece
      Then "alice" is told 5 times that the addressee is absent
      And "carol" receives the 10 numbered messages of "alice" to everybody and to "bob" in turn

    Example: a sender that others write to meanwhile
      Given "alice", "bob" and "carol" are registered
      And "bob" has left
      When "alice" sends 30 numbered messages to "bob"
      And "carol" sends 30 numbered messages to "alice"
      Then "alice" is told 30 times that the addressee is absent
      And "alice" receives the 30 numbered messages of "carol" to "alice"

    Example: messages that meet the departure on their way
      Given "alice", "bob" and "carol" are registered
      When "bob" leaves
      And "alice" sends 20 numbered messages to "bob"
      And "alice" sends "hello" to "carol"
      Then "carol" receives "hello" from "alice" as a message to it alone
      And "alice" is told at most 20 times that the addressee is absent
