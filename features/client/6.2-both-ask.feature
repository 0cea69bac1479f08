@client
Feature: 6.2 Private connection: both ask each other

  Two clients may ask each other at the same time. Then two questions are open, each with a port of its own: response codes
  5 and -2 are about the client's own request, response code 6 is about what it has accepted.

  @COSP-6.2-11
  Rule: A client connects only after response code 5 or 6, from the port that it declared for it

    @needs-COSP-7-8
    Example: the client's request is accepted, and its user has not answered yet
      Given the client is registered as "alice", beside "bob"
      When its user asks "bob" for a private connection
      And "bob" asks for a private connection
      Then the server gets its request for "bob"
      And the client shows all of it
      When "bob" has accepted
      Then the client opens its private connection with "bob"
      When its user sends "crossed" to "bob" privately
      Then "bob" gets "crossed" privately

    @needs-COSP-7-8
    Example: the client refuses, and its own request is accepted
      Given the client is registered as "alice", beside "bob"
      When its user asks "bob" for a private connection
      Then the server gets its request for "bob"
      When "bob" asks for a private connection
      Then the client shows all of it
      When its user refuses the private connection with "bob"
      Then the server gets its refusal for "bob"
      When "bob" has accepted
      Then the client opens its private connection with "bob"

    @needs-COSP-6.3-4 @needs-COSP-7-8
    Example: the client accepts, and its own request is refused
      Given the client is registered as "alice", beside "bob"
      When its user asks "bob" for a private connection
      Then the server gets its request for "bob"
      When "bob" asks for a private connection
      Then the client shows all of it
      When its user accepts the private connection with "bob"
      Then the server gets its acceptance for "bob"
      When "bob" has refused
      And "bob" can be reached by a private connection now
      Then the client opens its private connection with "bob"

    @needs-COSP-7-8
    Example: both accept, and the client's request comes about first
      Given the client is registered as "alice", beside "bob"
      When its user asks "bob" for a private connection
      Then the server gets its request for "bob"
      When "bob" asks for a private connection
      Then the client shows all of it
      When its user accepts the private connection with "bob"
      Then the server gets its acceptance for "bob"
      When "bob" has accepted
      Then the client opens its private connection with "bob"
      When its user sends "the first" to "bob" privately
      Then "bob" gets "the first" privately
      When "bob" can be reached by a private connection now
      Then the client opens its private connection with "bob"

    @needs-COSP-7-8
    Example: both accept, and the client's acceptance comes about first
      Given the client is registered as "alice", beside "bob"
      When its user asks "bob" for a private connection
      Then the server gets its request for "bob"
      When "bob" asks for a private connection
      Then the client shows all of it
      When its user accepts the private connection with "bob"
      Then the server gets its acceptance for "bob"
      When "bob" can be reached by a private connection now
      Then the client opens its private connection with "bob"
      When its user sends "the first" to "bob" privately
      Then "bob" gets "the first" privately
      When "bob" has accepted
      Then the client opens its private connection with "bob"
