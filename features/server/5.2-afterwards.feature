@server
Feature: 5.2 After a message to somebody absent

  A message to somebody absent is lost for good, and its sender goes on as before.

  @COSP-5.2-3
  Rule: Nobody else gets the message, now or later

    Example: the others who are there
      Given "alice", "bob", "carol" and "dave" are registered
      And "bob" has left
      When "alice" sends "secret" to "bob"
      Then "alice" is told that the addressee is absent
      And "carol" and "dave" receive nothing

    @needs-COSP-1-6
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
