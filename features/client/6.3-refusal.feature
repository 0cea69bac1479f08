@client
Feature: 6.3 Private connection: refusing, and being refused

  @COSP-6.3-1
  Rule: A client refuses with request code -1 and the identifier

    Example: one refusal
      Given the client is registered as "alice", beside "bob" and "carol"
      When "carol" asks for a private connection
      Then the client shows all of it
      When its user refuses the private connection with "carol"
      Then the server gets its refusal for "carol"
      And the client has opened no private connection

    Example: several refusals, in another order than they asked
      Given the client is registered as "alice", beside "bob", "carol" and "dave"
      When "bob" asks for a private connection
      And "carol" asks for a private connection
      And "dave" asks for a private connection
      Then the client shows all of it
      When its user refuses the private connection with "carol"
      And its user refuses the private connection with "dave"
      And its user refuses the private connection with "bob"
      Then the server gets its refusal for "carol"
      And the server gets its refusal for "dave"
      And the server gets its refusal for "bob"

    @needs-COSP-6.2-11
    Example: refused, asked again, and accepted
      Given the client is registered as "alice", beside "bob"
      When "bob" asks for a private connection
      Then the client shows all of it
      When its user refuses the private connection with "bob"
      Then the server gets its refusal for "bob"
      When "bob" asks for a private connection
      Then the client shows all of it
      And the server has got nothing
      When its user accepts the private connection with "bob"
      Then the server gets its acceptance for "bob"
      When "bob" can be reached by a private connection now
      Then the client opens its private connection with "bob"

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
