@server
Feature: 6.2 Private TCP connection: whose connection is whose

  The server tells the sides of private connections from each other, and from new chat clients, by nothing but the
  address and port that they come from.

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
