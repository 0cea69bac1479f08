@client
Feature: 7 What a client copes with

  @COSP-7-8
  Rule: Messages, updates and requests may come at any time

    Example: between a message and the answer that the addressee is absent
      Given the client is registered as "alice", beside "bob" and "carol"
      When its user writes "hello" to "bob"
      Then the server gets "hello" to "bob"
      When "dave" joins
      And "carol" writes "hello" to everybody
      And "bob" leaves
      And the server says that the addressee is absent
      And "dave" writes "hello" to the client
      Then the client shows all of it

    Example: between a private request and its acceptance
      Given the client is registered as "alice", beside "bob" and "carol"
      When its user asks "bob" for a private connection
      Then the server gets its request for "bob"
      When "dave" joins
      And "carol" writes "hello" to everybody
      And "bob" writes "wait" to the client
      And "carol" asks for a private connection
      And "carol" leaves
      And "bob" has accepted
      Then the client opens its private connection with "bob"

    Example: between an acceptance and the permission to connect
      Given the client is registered as "alice", beside "bob" and "carol"
      When "bob" asks for a private connection
      Then the client shows all of it
      When its user accepts the private connection with "bob"
      Then the server gets its acceptance for "bob"
      When "carol" writes "hello" to everybody
      And "dave" joins
      And "carol" asks for a private connection
      And "carol" leaves
      And "bob" can be reached by a private connection now
      And "dave" leaves
      Then the client opens its private connection with "bob"

    Example: a private request of somebody with whom there is or was a private connection
      Given the client is registered as "alice", beside "bob"
      And the client and "bob" have a private connection
      When "bob" asks for a private connection
      Then the client shows all of it
      When its user refuses the private connection with "bob"
      Then the server gets its refusal for "bob"
      When "bob" closes the private connection
      Then the client reports the end of the private connection with "bob"
      When "bob" asks for a private connection
      Then the client shows all of it

    Example: while its user writes
      Given the client is registered as "alice", beside "bob"
      When "bob" writes "one" to everybody
      And its user writes "two" to everybody
      And "bob" writes "three" to the client
      And its user writes "four" to "bob"
      And "carol" joins
      And its user writes "five" to everybody
      Then the client shows all of it
      And the server gets "two" to everybody
      And the server gets "four" to "bob"
      And the server gets "five" to everybody
