@client
Feature: 3 Roster, while a private connection is open

  @COSP-3-1
  Rule: The roster follows joins and departures also while a private connection is open

    Example: somebody comes, and somebody goes
      Given the client is registered as "alice", beside "bob" and "carol"
      And the client and "bob" have a private connection
      When "dave" joins
      And "carol" leaves
      Then its roster is "bob" and "dave"
