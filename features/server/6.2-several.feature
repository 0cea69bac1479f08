@server
Feature: 6.2 Private TCP connection: several at once

  A client may have many private connections, with one other client or with many; each carries its own bytes.

  @COSP-6.2-9
  Rule: Several private connections at once do not mix

    Example: two pairs
      Given "alice", "bob", "carol" and "dave" are registered
      And "alice" and "bob" have a private connection
      And "carol" and "dave" have a private connection
      When "alice" sends "for bob" on the private connection with "bob"
      And "dave" sends "for carol" on the private connection with "carol"
      Then "bob" receives "for bob" on the private connection with "alice"
      And "carol" receives "for carol" on the private connection with "dave"

    Example: two pairs whose sides connect in turns
      Given "alice", "bob", "carol" and "dave" are registered
      And "alice" and "bob" have agreed on a private connection
      And "carol" and "dave" have agreed on a private connection
      When "bob", "carol", "alice" and "dave" connect for their private connections
      And "alice" and "bob" send each other 64 KiB on their private connection
      And "carol" and "dave" send each other 64 KiB on their private connection
      Then "alice" and "bob" receive all of it on their private connection
      And "carol" and "dave" receive all of it on their private connection

    Example: one client with three others, as requester and as accepter
      Given "alice", "bob", "carol" and "dave" are registered
      And "alice" has private connections with "bob" and "carol"
      And "dave" and "alice" have a private connection
      When "alice" and each of "bob", "carol" and "dave" send each other 1 MiB on their private connections
      Then "alice" and each of "bob", "carol" and "dave" receive all of it on their private connections

    Example: the end of one does not end another
      Given "alice", "bob" and "carol" are registered
      And "alice" has private connections with "bob" and "carol"
      When "alice" closes the private connection with "bob"
      And the private connection with "alice" ends for "bob"
      And "bob" closes the private connection with "alice"
      And "alice" sends "still here" on the private connection with "carol"
      Then "carol" receives "still here" on the private connection with "alice"
      And "alice" receives nothing on the private connection with "carol"

    Example: two requesters of one accepter, of which the later one is accepted first
      Given "alice", "bob" and "carol" are registered
      And "alice" and "carol" have asked "bob" for a private connection
      When "bob" accepts the private connection of "carol" and "alice"
      Then "bob" is told that its acceptance of "carol" and "alice" has arrived
      And "carol" is told that "bob" has accepted the private connection
      And "alice" is told that "bob" has accepted the private connection
      And "carol" and "bob" can connect and send each other 1 KiB
      And "alice" and "bob" can connect and send each other 1 KiB

    Example: one requester of two accepters, of which only the later one accepts
      Given "alice", "bob" and "carol" are registered
      And "alice" has asked "bob" and "carol" for a private connection
      When "carol" accepts the private connection of "alice"
      Then "carol" is told that its acceptance of "alice" has arrived
      And "alice" is told that "carol" has accepted the private connection
      And "alice" and "carol" can connect and send each other 1 KiB

    Example: the same pair again, after the first one has ended
      Given "alice" and "bob" are registered
      And "alice" and "bob" have had a private connection, which "alice" has closed
      When "bob" and "alice" have a private connection
      And "bob" sends "again" on the private connection with "alice"
      Then "alice" receives "again" on the private connection with "bob"
      And "bob" receives nothing on the private connection with "alice"

    Example: two clients at two addresses declare the same port, if the suite has two addresses
      Given "alice", "carol" and "dave" are registered
      And "bob" is registered from another address than "alice", if the suite has one
      And "alice" and "bob" have private connections with "carol" and "dave", from one port if from two addresses
      When "carol" sends "for alice" on the private connection with "alice"
      And "dave" sends "for bob" on the private connection with "bob"
      Then "alice" receives "for alice" on the private connection with "carol"
      And "bob" receives "for bob" on the private connection with "dave"
