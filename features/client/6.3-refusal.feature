@client
Feature: 6.3 Private connection: refusing

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

    @needs-COSP-3.2-6
    Example: one is refused, goes, comes back with another identifier and asks again
      Given the client is registered as "alice", beside "bob"
      When "bob" asks for a private connection
      Then the client shows all of it
      When its user refuses the private connection with "bob"
      Then the server gets its refusal for "bob"
      When "bob" leaves
      And "bob" joins with the identifier 9
      And "bob" asks for a private connection
      Then the client shows all of it
      When its user refuses the private connection with "bob"
      Then the server gets its refusal for "bob"
