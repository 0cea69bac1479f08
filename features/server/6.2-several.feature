@server
Feature: 6.2 Private TCP connection: several at once, and whose connection is whose

  The server tells the sides of private connections from each other, and from new chat clients, by nothing but the
  address and port that they come from.

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

  @COSP-6.2-10
  Rule: A connection from a port that nobody declared is an ordinary new connection

    Example: it comes before either side
      Given "alice" and "bob" are registered
      And "alice" and "bob" have agreed on a private connection
      When "carol" asks for a pseudonym from a port that nobody declared
      Then "carol" is accepted
      And "alice" and "bob" can connect and send each other 64 KiB

    Scenario Outline: it comes while <first> waits for <second> and has sent already
      Given "alice" and "bob" are registered
      And "alice" and "bob" have agreed on a private connection
      And "<first>" has connected for the private connection with "<second>"
      And "<first>" sends "secret" on the private connection with "<second>"
      When "carol" asks for a pseudonym from a port that nobody declared
      Then "carol" is accepted
      And "<second>" connects for the private connection with "<first>"
      And "<second>" receives "secret" on the private connection with "<first>"
      And "<first>" receives nothing on the private connection with "<second>"

      Examples:
        | first | second |
        | alice | bob    |
        | bob   | alice  |

    Example: it comes while the private connection is open
      Given "alice" and "bob" are registered
      And "alice" and "bob" have a private connection
      When "carol" asks for a pseudonym from a port that nobody declared
      Then "carol" is accepted
      And "alice" receives nothing on the private connection with "bob"
      And "bob" receives nothing on the private connection with "alice"

    Example: the port of a private connection that has ended is an ordinary one
      Given "alice" and "bob" are registered
      And "alice" and "bob" have had a private connection, which "alice" has closed
      When "carol" asks for a pseudonym from the port that "bob" declared
      Then "carol" is accepted
      And "alice" and "bob" are told that "carol" has joined

  @COSP-6.2-15
  Rule: A side that never connects is given up after a while, and what waits for it is freed

    # One scenario for three faces: each server's own time-out has to pass, and should do so once.
    Example: one waits as requester, another as accepter, and a connection with both its sides stays
      Given "alice", "bob", "carol", "dave", "erin" and "frank" are registered
      And "alice" and "bob" have a private connection
      And "carol" and "dave" have agreed on a private connection
      And "erin" and "frank" have agreed on a private connection
      When "carol" connects for the private connection with "dave"
      And "frank" connects for the private connection with "erin"
      Then the private connection with "dave" ends for "carol" after a while
      And the private connection with "erin" ends for "frank" after a while
      And "alice" sends "still here" on the private connection with "bob"
      And "bob" receives "still here" on the private connection with "alice"

  @COSP-6.2-16
  Rule: What becomes of a connection from a declared port before the acceptance is left open

    Example: the requester's port is used before the addressee has accepted
      Given "alice" and "bob" are registered
      And "alice" has asked "bob" for a private connection
      And "early" has connected from the port that "alice" declared and asked for a pseudonym
      When "bob" accepts the private connection of "alice"
      Then "alice" is told that "bob" has accepted the private connection
      And "bob" is told that its acceptance of "alice" has arrived
      And it is recorded what becomes of "early" when "bob" connects for the private connection with "alice"
