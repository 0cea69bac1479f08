@client
Feature: 6.3 Private connection: being refused

  @COSP-6.3-4
  Rule: A client reports who has refused, and goes on

    Example: one refusal
      Given the client is registered as "alice", beside "bob" and "carol"
      When its user asks "bob" for a private connection
      Then the server gets its request for "bob"
      When "bob" has refused
      Then the client shows all of it
      And the client has opened no private connection
      When its user writes "a pity" to "bob"
      Then the server gets "a pity" to "bob"

    Example: one refuses and one accepts
      Given the client is registered as "alice", beside "bob" and "carol"
      When its user asks "bob" for a private connection
      And its user asks "carol" for a private connection
      Then the server gets its request for "bob"
      And the server gets its request for "carol"
      When "carol" has refused
      And "bob" has accepted
      Then the client opens its private connection with "bob"

    Example: the first who was asked refuses, and the last accepts
      Given the client is registered as "alice", beside "bob" and "carol"
      When its user asks "bob" for a private connection
      And its user asks "carol" for a private connection
      Then the server gets its request for "bob"
      And the server gets its request for "carol"
      When "bob" has refused
      And "carol" has accepted
      Then the client opens its private connection with "carol"

    Example: one refuses, and then asks
      Given the client is registered as "alice", beside "bob"
      When its user asks "bob" for a private connection
      Then the server gets its request for "bob"
      When "bob" has refused
      And "bob" asks for a private connection
      Then the client shows all of it
      When its user accepts the private connection with "bob"
      Then the server gets its acceptance for "bob"

    @needs-COSP-7-8
    Example: one asks, and then refuses
      Given the client is registered as "alice", beside "bob"
      When its user asks "bob" for a private connection
      Then the server gets its request for "bob"
      When "bob" asks for a private connection
      And "bob" has refused
      Then the client shows all of it
      When its user accepts the private connection with "bob"
      Then the server gets its acceptance for "bob"

    @needs-COSP-3.2-6
    Example: the answers of an identifier that comes again under another pseudonym
      Given the client is registered as "alice", beside "bob"
      When its user asks "bob" for a private connection
      Then the server gets its request for "bob"
      When "bob" has refused
      And "bob" leaves
      And "carol" joins with the identifier that "bob" had
      Then the client shows all of it
      When its user asks "carol" for a private connection
      Then the server gets its request for "carol"
      When "carol" has refused
      Then the client shows all of it
      When its user asks "carol" for a private connection
      Then the server gets its request for "carol"
      When "carol" has accepted
      Then the client opens its private connection with "carol"

    Example: refused, and asked again
      Given the client is registered as "alice", beside "bob"
      When its user asks "bob" for a private connection
      Then the server gets its request for "bob"
      When "bob" has refused
      Then the client shows all of it
      When its user asks "bob" for a private connection
      Then the server gets its request for "bob"
      When "bob" has accepted
      Then the client opens its private connection with "bob"
