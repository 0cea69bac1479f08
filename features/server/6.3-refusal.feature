@server
Feature: 6.3 Private TCP connection: the addressee refuses

  The addressee refuses with request code -1 and the requester's identifier. The requester gets response code -2 and
  who has refused. With that the request is over; the requester may make a new one.

  @COSP-6.3-2
  Rule: The requester gets response code -2 and the refuser's identifier, and nobody else gets anything

    Example: the second client refuses the request of the first
      Given "alice", "bob" and "carol" are registered
      And "alice" has asked "bob" for a private connection
      When "bob" refuses the private connection of "alice"
      Then "alice" is told that "bob" has refused the private connection
      And "alice", "bob" and "carol" receive nothing

    Example: the first client refuses the request of the newest
      Given "alice", "bob" and "carol" are registered
      And "carol" has asked "alice" for a private connection
      When "alice" refuses the private connection of "carol"
      Then "carol" is told that "alice" has refused the private connection
      And "alice", "bob" and "carol" receive nothing

    Example: the request of the first client of all on a server is refused
      Given the server has just been started, if the suite can start it
      And "alice" and "bob" are registered
      And "alice" has asked "bob" for a private connection
      When "bob" refuses the private connection of "alice"
      Then "alice" is told that "bob" has refused the private connection
      And "alice" and "bob" receive nothing

    Example: one of two requests is refused
      Given "alice", "bob" and "carol" are registered
      And "alice" and "carol" have asked "bob" for a private connection
      When "bob" refuses the private connection of "carol"
      Then "carol" is told that "bob" has refused the private connection
      And "alice", "bob" and "carol" receive nothing

    Example: the earlier of two requests is refused
      Given "alice", "bob" and "carol" are registered
      And "alice" and "carol" have asked "bob" for a private connection
      When "bob" refuses the private connection of "alice"
      Then "alice" is told that "bob" has refused the private connection
      And "alice", "bob" and "carol" receive nothing

    Example: two clients refuse the requests of one
      Given "alice", "bob" and "carol" are registered
      And "alice" has asked "bob" and "carol" for a private connection
      When "bob" refuses the private connection of "alice"
      And "carol" refuses the private connection of "alice"
      Then "alice" is told that "bob" and "carol" have refused the private connection
      And "alice", "bob" and "carol" receive nothing

  @COSP-6.3-3
  Rule: After a refusal there is no relay, and a new request can be made and accepted

    Example: a connection from the port of the refused request is an ordinary one
      Given "alice" and "bob" are registered
      And "alice" has been refused a private connection by "bob"
      When "dave" asks for a pseudonym from the port that "alice" declared
      Then "dave" is accepted
      And "alice" and "bob" are told that "dave" has joined

    Example: the same client is asked again and accepts
      Given "alice" and "bob" are registered
      And "alice" has been refused a private connection by "bob"
      When "alice" asks "bob" for a private connection
      Then "bob" is asked by "alice" for a private connection
      And "bob" can accept the private connection of "alice"
      And "alice" and "bob" can connect and send each other 64 KiB

    Example: the same client is asked again from the same port and accepts
      Given "alice" and "bob" are registered
      And "alice" has been refused a private connection by "bob"
      When "alice" asks "bob" for a private connection from the same port again
      Then "bob" is asked by "alice" for a private connection
      And "bob" can accept the private connection of "alice"
      And "alice" and "bob" can connect and send each other 64 KiB

    Example: the refuser asks, and is accepted
      Given "alice" and "bob" are registered
      And "alice" has been refused a private connection by "bob"
      When "bob" asks "alice" for a private connection
      Then "alice" is asked by "bob" for a private connection
      And "alice" can accept the private connection of "bob"
      And "bob" and "alice" can connect and send each other 64 KiB

    Example: a request of somebody else that was not refused can still be accepted
      Given "alice", "bob" and "carol" are registered
      And "alice" and "carol" have asked "bob" for a private connection
      When "bob" refuses the private connection of "alice"
      Then "alice" is told that "bob" has refused the private connection
      And "bob" can accept the private connection of "carol"
      And "carol" and "bob" can connect and send each other 64 KiB

    Example: each of two refusals in turn is told
      Given "alice" and "bob" are registered
      And "alice" has been refused a private connection by "bob"
      And "alice" has been refused a private connection by "bob"
      When "alice" asks "bob" for a private connection
      Then "bob" is asked by "alice" for a private connection
      And "bob" can accept the private connection of "alice"

  @COSP-6.3-5
  Rule: What the refuser gets when the requester has left before the refusal is left open

    Example: the requester has left
      Given "alice", "bob" and "carol" are registered
      And "alice" has asked "bob" for a private connection
      And "alice" has left
      When "bob" refuses the private connection of "alice"
      Then it is recorded what "bob" gets for its refusal
