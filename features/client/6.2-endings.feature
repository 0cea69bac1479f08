@client
Feature: 6.2 Private connection: what ends it, and what does not

  @COSP-6.2-11
  Rule: A client reports the end of its private connection, and the bytes that come until then

    Example: the other side resets it
      Given the client is registered as "alice", beside "bob"
      And the client and "bob" have a private connection
      When "bob" resets the private connection
      Then the client reports the end of the private connection with "bob"

    # Whether the departure ends the private connection is open; where it does not, its bytes are shown.
    @needs-COSP-3.2-6
    Example: the other side leaves the chat
      Given the client is registered as "alice", beside "bob"
      And the client and "bob" have a private connection
      When "bob" leaves
      Then the client shows all of it
      When "bob" sends "abc" privately
      Then the client reports 3 bytes from "bob", or the end of the private connection

    @needs-COSP-7-9
    Example: what was asked for on an earlier chat connection is forgotten
      Given the client is registered as "alice", beside "bob"
      When its user asks "bob" for a private connection
      Then the server gets its request for "bob"
      When the server closes the connection
      Then the client reports it and ends
      When its user connects again and asks for the pseudonym "alice"
      Then the server gets the pseudonym "alice"
      When the server accepts it, with "bob" in the list
      And its user asks "bob" for a private connection
      Then the server gets its request for "bob"
      When "bob" has accepted
      Then the client opens its private connection with "bob"
