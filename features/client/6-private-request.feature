@client
Feature: 6 Private connection: asking, and being asked

  @COSP-6-1
  Rule: A client asks with request code 2, its port and the identifier

    @needs-COSP-7-8
    Example: one request
      Given the client is registered as "alice", beside "bob" and "carol"
      When its user asks "carol" for a private connection
      Then the server gets its request for "carol"
      And the client has opened no private connection

    @needs-COSP-7-8
    Example: several at once, each from a port of its own
      Given the client is registered as "alice", beside "bob", "carol" and "dave"
      When its user asks "bob" for a private connection
      And its user asks "carol" for a private connection
      And its user asks "dave" for a private connection
      Then the server gets its request for "bob"
      And the server gets its request for "carol"
      And the server gets its request for "dave"

    Example: the addressee is absent
      Given the client is registered as "alice", beside "bob" and "carol"
      When its user asks "bob" for a private connection
      Then the server gets its request for "bob"
      When "bob" leaves
      And the server says that the addressee is absent
      Then the client shows all of it
      And the client has opened no private connection
      When its user asks "carol" for a private connection
      Then the server gets its request for "carol"
      When "carol" has accepted
      Then the client opens its private connection with "carol"

    @needs-COSP-3.2-6 @needs-COSP-7-8
    Example: the addressee goes, and comes back with another identifier
      Given the client is registered as "alice", beside "bob" and "carol"
      When its user asks "bob" for a private connection
      Then the server gets its request for "bob"
      When "bob" has refused
      And "bob" leaves
      And "bob" joins with the identifier 9
      Then the client shows all of it
      When its user asks "bob" for a private connection
      Then the server gets its request for "bob"

  @COSP-6-6
  Rule: A client tells who asks, and answers as its user decides

    Example: somebody asks
      Given the client is registered as "alice", beside "bob" and "carol"
      When "carol" asks for a private connection
      Then the client shows all of it
      And the server has got nothing

    @needs-COSP-3.2-6
    Example: one asks and goes, and somebody else asks with its identifier
      Given the client is registered as "alice", beside "bob"
      When "bob" asks for a private connection
      And "bob" leaves
      And "carol" joins with the identifier that "bob" had
      And "carol" asks for a private connection
      Then the client shows all of it

    @needs-COSP-7-8
    Example: two ask, one is accepted and one refused
      Given the client is registered as "alice", beside "bob" and "carol"
      When "bob" asks for a private connection
      And "carol" asks for a private connection
      Then the client shows all of it
      When its user accepts the private connection with "carol"
      And its user refuses the private connection with "bob"
      Then the server gets its acceptance for "carol"
      And the server gets its refusal for "bob"

    @needs-COSP-7-8
    Example: the user takes its time
      Given the client is registered as "alice", beside "bob"
      When "bob" asks for a private connection
      And "carol" joins
      And "carol" writes "meanwhile" to everybody
      And "bob" writes "well?" to the client
      And "carol" leaves
      Then the client shows all of it
      And the server has got nothing
      When its user writes "just a moment" to "bob"
      Then the server gets "just a moment" to "bob"
      When its user accepts the private connection with "bob"
      Then the server gets its acceptance for "bob"
