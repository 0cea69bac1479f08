@server
Feature: 2.2 A pseudonym is free again

  A pseudonym is in use from its holder's acceptance to its holder's departure, however that comes about.

  @COSP-2.2-5
  Rule: A pseudonym is free again once its holder has left

    Example: after an orderly close
      Given "alice" and "bob" are registered
      And "bob" has left
      When "newcomer" asks for the pseudonym of "bob"
      Then "newcomer" is accepted
      And "alice" is told that "newcomer" has joined

    Example: after a reset
      Given "alice" and "bob" are registered
      And "bob" has left by a reset
      When "newcomer" asks for the pseudonym of "bob"
      Then "newcomer" is accepted

    Example: at the moment at which the departure is announced
      Given "alice" and "bob" are registered
      When "bob" leaves
      And "newcomer" asks for the pseudonym of "bob" as soon as "alice" is told that "bob" has left
      Then "newcomer" is accepted

    Scenario Outline: whatever it is: <pseudonym>
      Given "alice" is registered
      And "bob" is registered as <pseudonym>
      And "bob" has left
      When "newcomer" asks for the pseudonym of "bob"
      Then "newcomer" is accepted

      Examples:
        | pseudonym           |
        | "aé日😀"            |
        | "two words"         |
        | a text of 300 bytes |

    Example: after a connection that ends inside a frame
      Given "alice" and "bob" are registered
      And "bob" has left inside a frame
      When "newcomer" asks for the pseudonym of "bob"
      Then "newcomer" is accepted

    Example: after somebody else was refused it
      Given "alice" and "bob" are registered
      And "refused" has been refused the pseudonym of "bob"
      And "bob" has left
      When "newcomer" asks for the pseudonym of "bob"
      Then "newcomer" is accepted

    Example: from hand to hand
      Given "alice" is registered
      When "bob" registers and leaves 20 times
      And "bob" registers
      Then "alice" is told that "bob" has joined

    Example: the pseudonyms of dozens that left together
      Given "alice" is registered
      And "client 1" to "client 24" are registered
      And "client 1" to "client 24" have left
      When "client 1" to "client 24" register at once
      Then "alice" is told that "client 1" to "client 24" have joined
