@client
Feature: 6.2 Private connection: its other side leaves the chat

  @COSP-6.2-11
  Rule: A client connects only after response code 5 or 6, from the port that it declared, and reports bytes and the end

    Whether a private connection goes on without the chat is left open, and so the client may end it.

    @needs-COSP-3.2-6
    Example: the addressee goes, and its identifier comes again under another pseudonym
      Given the client is registered as "alice", beside "bob"
      When its user asks "bob" for a private connection
      Then the server gets its request for "bob"
      When "bob" leaves
      And "carol" joins with the identifier that "bob" had
      Then the client shows all of it
      When its user asks "carol" for a private connection
      Then the server gets its request for "carol"
      When "carol" has accepted
      Then the client opens its private connection with "carol"

    @needs-COSP-3.2-6
    Example: the requester has gone, and somebody else asks with its identifier
      Given the client is registered as "alice", beside "bob"
      When "bob" asks for a private connection
      Then the client shows all of it
      When its user accepts the private connection with "bob"
      Then the server gets its acceptance for "bob"
      When "bob" leaves
      And the server says that the addressee is absent
      And "carol" joins with the identifier that "bob" had
      And "carol" asks for a private connection
      Then the client shows all of it
      When its user accepts the private connection with "carol"
      Then the server gets its acceptance for "carol"
      When "carol" can be reached by a private connection now
      Then the client opens its private connection with "carol"

    @needs-COSP-3.2-6
    Example: somebody else has the identifier when the private connection ends
      Given the client is registered as "alice", beside "bob"
      And the client and "bob" have a private connection
      When "bob" leaves
      And "carol" joins with the identifier that "bob" had
      And "bob" sends "still me" privately
      And "bob" closes the private connection
      Then the client reports the end of the private connection with "bob"
