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

  @COSP-3.2-6
  Rule: The departed are out of the roster, and an identifier can come again under another pseudonym

    Example: the first, one in the middle and the last go
      Given the client is registered as "alice", beside "bob", "carol", "dave", "erin" and "frank"
      When "bob" leaves
      And "dave" leaves
      And "frank" leaves
      Then its roster is "carol" and "erin"

    Example: everybody goes
      Given the client is registered as "alice", beside "bob" and "carol"
      When "bob" and "carol" leave
      Then its roster is nobody

    @needs-COSP-5-2
    Example: an identifier comes again under another pseudonym
      Given the client is registered as "alice", beside "bob" and "carol"
      When "bob" leaves
      And "dave" joins with the identifier that "bob" had
      And "dave" writes "I am dave" to everybody
      Then the client shows all of it
      And its roster is "carol" and "dave"
      When its user writes "hello dave" to "dave"
      Then the server gets "hello dave" to "dave"

    @needs-COSP-5-2
    Example: two clients swap their identifiers
      Given the client is registered as "alice", beside these:
        | name  | identifier |
        | bob   | 5          |
        | carol | 6          |
      When "bob" and "carol" leave
      And "bob" joins with the identifier 6
      And "carol" joins with the identifier 5
      And "bob" writes "I am bob" to the client
      And "carol" writes "I am carol" to the client
      Then the client shows all of it
      When its user writes "hello bob" to "bob"
      Then the server gets "hello bob" to "bob"

    @needs-COSP-5-2
    Example: one pseudonym comes and goes
      Given the client is registered as "alice", beside "bob"
      When "bob" leaves
      And "bob" joins
      And "bob" leaves
      And "bob" joins
      And "bob" writes "back again" to everybody
      Then its roster is "bob"
      When its user writes "hello" to "bob"
      Then the server gets "hello" to "bob"
