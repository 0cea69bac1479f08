@client
Feature: 6.2 Private connection: accepting

  @COSP-6.2-1
  Rule: A client accepts with request code 3, its port and the identifier, and then connects from that port

    Example: one acceptance
      Given the client is registered as "alice", beside "bob" and "carol"
      When "carol" asks for a private connection
      Then the client shows all of it
      When its user accepts the private connection with "carol"
      Then the server gets its acceptance for "carol"
      And the client has opened no private connection
      When "carol" can be reached by a private connection now
      Then the client opens its private connection with "carol"

    Example: several acceptances
      Given the client is registered as "alice", beside "bob" and "carol"
      When "bob" asks for a private connection
      And "carol" asks for a private connection
      Then the client shows all of it
      When its user accepts the private connection with "bob"
      And its user accepts the private connection with "carol"
      Then the server gets its acceptance for "bob"
      And the server gets its acceptance for "carol"
      When "carol" can be reached by a private connection now
      Then the client opens its private connection with "carol"
      When "bob" can be reached by a private connection now
      Then the client opens its private connection with "bob"

    Example: the requester has gone
      Given the client is registered as "alice", beside "bob" and "carol"
      When "bob" asks for a private connection
      Then the client shows all of it
      When its user accepts the private connection with "bob"
      Then the server gets its acceptance for "bob"
      When "bob" leaves
      And the server says that the addressee is absent
      And "carol" writes "hello" to everybody
      Then the client shows all of it
      And the client has opened no private connection

    @needs-COSP-3.2-6
    Example: the requester has gone, and asks again with another identifier
      Given the client is registered as "alice", beside "bob"
      When "bob" asks for a private connection
      Then the client shows all of it
      When its user accepts the private connection with "bob"
      Then the server gets its acceptance for "bob"
      When "bob" leaves
      And the server says that the addressee is absent
      And "bob" joins with the identifier 9
      And "bob" asks for a private connection
      Then the client shows all of it
      When its user accepts the private connection with "bob"
      Then the server gets its acceptance for "bob"
      When "bob" can be reached by a private connection now
      Then the client opens its private connection with "bob"
