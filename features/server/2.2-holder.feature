@server
Feature: 2.2 The holder of a pseudonym that others ask for

  Whoever has a pseudonym keeps it, and notices nothing of those that were refused it.

  @COSP-2.2-4
  Rule: The holder of the pseudonym is not disturbed

    Example: it gets nothing
      Given "alice" and "bob" are registered
      And "newcomer" has been refused 20 times the pseudonym of "alice"
      When "bob" sends "hello" to "alice"
      Then "alice" receives "hello" from "bob" as a message to it alone
      And "alice" receives nothing

    Example: its messages arrive
      Given "alice" and "bob" are registered
      And "newcomer" has been refused the pseudonym of "alice"
      When "alice" sends 2 numbered messages to "bob"
      Then "bob" receives the 2 numbered messages of "alice" to "bob"

    Example: it is in the list of the next client
      Given "alice" and "bob" are registered
      And "refused" has been refused the pseudonym of "alice"
      When "newcomer" registers
      Then the list of "newcomer" has "alice" and "bob"

    Example: it is told of the others while somebody asks for its pseudonym
      Given "alice" and "bob" are registered
      When "newcomer" asks for the pseudonym of "alice"
      And "carol" registers
      Then "alice" is told that "carol" has joined
      And "newcomer" is told that the pseudonym is in use

    Example: its pseudonym is in use still when the refused client has gone
      Given "alice" and "bob" are registered
      And "refused" has been refused the pseudonym of "alice"
      When "refused" leaves
      And "newcomer" asks for the pseudonym of "alice"
      Then "newcomer" is told that the pseudonym is in use

    @needs-COSP-7-1
    Example: its pseudonym is in use still when the refused client has been reset
      Given "alice" and "bob" are registered
      And "refused" has been refused the pseudonym of "alice"
      When "refused" leaves by a reset
      And "carol" registers
      And "newcomer" asks for the pseudonym of "alice"
      Then "newcomer" is told that the pseudonym is in use

    Example: it is told of the others after somebody has asked for its pseudonym
      Given "alice" and "bob" are registered
      And "newcomer" has been refused 12 times the pseudonym of "alice"
      When "carol" registers
      And "bob" sends "hello" to everybody
      Then "alice" is told that "carol" has joined
      And "alice" and "carol" receive "hello" from "bob" as a message to everybody

    Example: its pseudonym is in use still when the refused client has left under another one
      Given "alice" and "bob" are registered
      And "newcomer" has been refused the pseudonym of "alice"
      When "newcomer" registers
      And "newcomer" leaves
      And "next" asks for the pseudonym of "alice" as soon as "bob" is told that "newcomer" has left
      Then "next" is told that the pseudonym is in use
