@client
Feature: 3 Roster, as a client keeps it

  The server tells a client who comes and who goes. What its user sees must be right at each moment.

  @COSP-3-1
  Rule: The roster is the list, plus the joins, minus the departures

    Example: somebody comes
      Given the client is registered as "alice", beside "bob"
      When "carol" joins
      Then its roster is "bob" and "carol"

    Example: somebody comes to an empty chat
      Given the client is registered as "alice"
      When "bob" joins
      Then its roster is "bob"

    Example: several come and go
      Given the client is registered as "alice", beside "bob" and "carol"
      When "dave" and "erin" join
      And "bob" leaves
      And "frank" joins
      And "dave" leaves
      Then its roster is "carol", "erin" and "frank"

    @needs-COSP-1-1
    Example: hundreds come, and most of them go again
      Given the client is registered as "alice", beside "bob"
      When 300 others come, and two of three go again
      Then the client shows all of it
      And its roster is all 101 others

    @needs-COSP-5-2
    Example: somebody new can be written to at once
      Given the client is registered as "alice"
      When "bob" joins
      Then the client shows all of it
      When its user writes "hello" to "bob"
      Then the server gets "hello" to "bob"
