@server
Feature: 6.2 Private TCP connection: the requester has left

  Who accepts the request of a client that has left meanwhile is told that it is absent.

  @COSP-6.2-3
  Rule: When the requester has left before the acceptance, the accepter gets response code -1

    Example: the requester has left
      Given "alice", "bob" and "carol" are registered
      And "alice" has asked "bob" for a private connection
      And "alice" has left
      When "bob" accepts the private connection of "alice"
      Then "bob" is told that the addressee is absent
      And "bob" and "carol" receive nothing

    Example: one of two requesters has left
      Given "alice", "bob" and "carol" are registered
      And "alice" and "carol" have asked "bob" for a private connection
      And "alice" has left
      When "bob" accepts the private connection of "alice" and "carol"
      Then "bob" is told that the addressee is absent
      And "carol" is told that "bob" has accepted the private connection
      And "bob" is told that its acceptance of "carol" has arrived
