@client
Feature: 6.2 Private connection: connecting

  @COSP-6.2-11
  Rule: A client connects only after response code 5 or 6, from the port that it declared

    Example: as the requester
      Given the client is registered as "alice", beside "bob"
      When its user asks "bob" for a private connection
      Then the server gets its request for "bob"
      And the client has opened no private connection
      When "bob" has accepted
      Then the client opens its private connection with "bob"
      And the client shows all of it

    Example: requests answered in another order
      Given the client is registered as "alice", beside "bob" and "carol"
      When its user asks "bob" for a private connection
      And its user asks "carol" for a private connection
      Then the server gets its request for "bob"
      And the server gets its request for "carol"
      When "carol" has accepted
      Then the client opens its private connection with "carol"
      When "bob" has accepted
      Then the client opens its private connection with "bob"

    Example: somebody else is absent while the request waits
      Given the client is registered as "alice", beside "bob" and "carol"
      When its user asks "bob" for a private connection
      And its user writes "are you there?" to "carol"
      Then the server gets its request for "bob"
      And the server gets "are you there?" to "carol"
      When "carol" leaves
      And the server says that the addressee is absent
      And "bob" has accepted
      Then the client opens its private connection with "bob"

    Example: a second private connection with the same client
      Given the client is registered as "alice", beside "bob"
      And the client and "bob" have a private connection
      When its user closes the private connection with "bob"
      Then "bob" sees the end of the private connection
      And the client reports the end of the private connection with "bob"
      When its user asks "bob" for a private connection
      Then the server gets its request for "bob"
      When "bob" has accepted
      Then the client opens its private connection with "bob"
      When its user sends "again" to "bob" privately
      Then "bob" gets "again" privately

    Example: a second private connection with somebody who has asked both times
      Given the client is registered as "alice", beside "bob"
      And "bob" and the client have a private connection, for which they asked
      When its user closes the private connection with "bob"
      Then "bob" sees the end of the private connection
      And the client reports the end of the private connection with "bob"
      When "bob" asks for a private connection
      Then the client shows all of it
      When its user accepts the private connection with "bob"
      Then the server gets its acceptance for "bob"
      When "bob" can be reached by a private connection now
      Then the client opens its private connection with "bob"
