@server
Feature: 2.1 The pseudonym is free: nobody else in the list

  The list has registered clients only: nobody who has left, was refused, or has not registered yet.

  @COSP-2.1-3
  Rule: The list has nobody who has left, was refused or has not registered yet

    Example: one of two has left
      Given "alice" and "bob" are registered
      And "bob" has left
      When "newcomer" registers
      Then the list of "newcomer" has "alice"

    Example: the first of three has left
      Given "alice", "bob" and "carol" are registered
      And "alice" has left
      When "newcomer" registers
      Then the list of "newcomer" has "bob" and "carol"

    Example: one of two has left by a reset
      Given "alice" and "bob" are registered
      And "bob" has left by a reset
      When "newcomer" registers
      Then the list of "newcomer" has "alice"

    Example: one of two has left inside a frame
      Given "alice" and "bob" are registered
      And "bob" has left inside a frame
      When "newcomer" registers
      Then the list of "newcomer" has "alice"

    Example: half of dozens have left
      Given "client 1" to "client 24" are registered
      And "client 7" to "client 18" have left
      When "newcomer" registers
      Then the list of "newcomer" has "client 1" to "client 6", "client 19" to "client 24"

    Example: clients that are connected only
      Given "alice" is registered
      And "early" and "earlier" have connected without registering
      When "newcomer" registers
      Then the list of "newcomer" has "alice"

    Example: a client that was refused
      Given "alice" is registered
      And "refused" has been refused the pseudonym of "alice"
      When "newcomer" registers
      Then the list of "newcomer" has "alice"
