@server
Feature: 2.1 The pseudonym is free: the list

  A newcomer is given the others with the answer: each of them once, and a count that is true.

  @COSP-2.1-2
  Rule: The list has every other registered client exactly once

    Example: nobody else
      When "newcomer" registers
      Then the list of "newcomer" has nobody

    Example: one other client
      Given "alice" is registered
      When "newcomer" registers
      Then the list of "newcomer" has "alice"

    Example: two other clients
      Given "alice" and "bob" are registered
      When "newcomer" registers
      Then the list of "newcomer" has "alice" and "bob"

    Example: dozens of other clients
      Given "client 1" to "client 24" are registered
      When "newcomer" registers
      Then the list of "newcomer" has "client 1" to "client 24"

    Example: more than a hundred other clients
      Given 130 clients are registered
      When "newcomer" registers
      Then the list of "newcomer" has "client 1" to "client 130"

    Example: two newcomers one after the other
      Given "alice" is registered
      When "newcomer" registers
      And "second" registers
      Then the list of "second" has "alice" and "newcomer"

    @needs-COSP-1-6
    Example: the clients in the list are known by the identifiers of their messages
      Given "alice", "bob" and "carol" are registered
      When "newcomer" registers
      And "alice", "bob" and "carol" send 2 numbered messages to "newcomer"
      Then "newcomer" receives the 2 numbered messages of "alice", "bob" and "carol" to "newcomer"

    @needs-COSP-1-6
    Example: the clients in the list are reached by their identifiers
      Given "alice", "bob" and "carol" are registered
      When "newcomer" registers
      And "newcomer" sends "to alice" to "alice"
      And "newcomer" sends "to carol" to "carol"
      Then "alice" receives "to alice" from "newcomer" as a message to it alone
      And "carol" receives "to carol" from "newcomer" as a message to it alone

  @COSP-2.1-4
  Rule: The count is the number of entries that follow it

    @needs-COSP-2-2
    Scenario Outline: a message follows directly behind a list of <count> others
      Given <count> clients are registered
      And "alice" is registered
      When "newcomer" asks for the pseudonym "nancy"
      And "newcomer" is accepted
      And "alice" sends "hello" to "newcomer"
      Then "newcomer" receives "hello" from "alice" as a message to it alone

      Examples:
        | count |
        | 0     |
        | 1     |
        | 40    |

      @needs-COSP-7-5
      Examples:
        | count |
        | 127   |

    Example: connections that are not registered are not counted
      Given "alice" is registered
      And "early" has connected without registering
      And "refused" has been refused the pseudonym of "alice"
      When "newcomer" asks for the pseudonym "nancy"
      Then "newcomer" is accepted
      And the list of "newcomer" has "alice"

    Example: clients that have left are not counted
      Given "client 1" to "client 5" are registered
      And "client 2" to "client 4" have left
      When "newcomer" asks for the pseudonym "nancy"
      Then "newcomer" is accepted
      And the list of "newcomer" has "client 1" and "client 5"

    Example: clients that have left by a reset are not counted
      Given "client 1" to "client 5" are registered
      And "client 2" to "client 4" have left by a reset
      When "newcomer" asks for the pseudonym "nancy"
      Then "newcomer" is accepted
      And the list of "newcomer" has "client 1" and "client 5"
