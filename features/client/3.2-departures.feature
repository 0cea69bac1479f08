@client
Feature: 3.2 Somebody leaves, as a client keeps its roster

  An identifier is given again, perhaps to somebody else, and a pseudonym comes back with another identifier. What a client
  has kept of the one before is wrong then.

  @COSP-3.2-6
  Rule: The departed are out of the roster, and an identifier can come again under another pseudonym

    Example: the first, one in the middle and the last go
      Given the client is registered as "alice", beside "bob", "carol", "dave", "erin" and "frank"
      When "bob" leaves
      And "dave" leaves
      And "frank" leaves
      Then its roster is "carol" and "erin"

    Example: one whose pseudonym is a part of others
      Given the client is registered as "alice", beside "alma", "al", "palma" and "pal"
      When "al" leaves
      Then its roster is "alma", "palma" and "pal"

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

    Example: the messages of an identifier that comes again under another pseudonym
      Given the client is registered as "alice", beside "bob"
      When "bob" writes "I am bob" to everybody
      And "bob" writes "it is me, bob" to the client
      And "bob" leaves
      And "carol" joins with the identifier that "bob" had
      And "carol" writes "I am carol" to everybody
      And "carol" writes "it is me, carol" to the client
      Then the client shows all of it

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

    Example: one comes, goes, and comes again with the same identifier
      Given the client is registered as "alice", beside "carol"
      When "bob" joins with the identifier 7
      And "bob" leaves
      And "bob" joins with the identifier 7
      Then its roster is "bob" and "carol"

    @needs-COSP-6.2-11
    Example: one goes who has a private connection with the client
      Given the client is registered as "alice", beside "bob" and "carol"
      And the client and "bob" have a private connection
      When "bob" leaves
      Then its roster is "carol"
