@server
Feature: 6 Private TCP connection: the request

  Two clients can have a TCP connection of their own. Each opens a new connection to the server, which relays
  the bytes, so that neither learns the other's address. It begins with a request: the requester declares the local
  port of its new connection, and the addressee is told who asks.

  @COSP-6-2
  Rule: The addressee, and nobody else, is asked with response code 4 and the requester's identifier

    Example: the oldest client asks the second
      Given "alice", "bob" and "carol" are registered
      When "alice" asks "bob" for a private connection
      Then "bob" is asked by "alice" for a private connection
      And "alice", "bob" and "carol" receive nothing

    Example: the newest client asks the oldest
      Given "alice", "bob" and "carol" are registered
      When "carol" asks "alice" for a private connection
      Then "alice" is asked by "carol" for a private connection
      And "alice", "bob" and "carol" receive nothing

    Example: the first client of all on a server is asked
      Given the server has just been started, if the suite can start it
      And "alice", "bob" and "carol" are registered
      When "bob" asks "alice" for a private connection
      Then "alice" is asked by "bob" for a private connection
      And "alice", "bob" and "carol" receive nothing

    Scenario Outline: the declared port is not passed on: <port>
      Given "alice" and "bob" are registered
      When "alice" asks "bob" for a private connection from port <port>
      Then "bob" is asked by "alice" for a private connection
      And "alice" and "bob" receive nothing

      Examples:
        | port  |
        | 1023  |
        | 1024  |
        | 9999  |
        | 32767 |
        | 32768 |
        | 65535 |

    @needs-COSP-1-6
    Example: one client asks two others
      Given "alice", "bob", "carol" and "dave" are registered
      When "bob" asks "carol" and "alice" for a private connection
      Then "carol" is asked by "bob" for a private connection
      And "alice" is asked by "bob" for a private connection
      And "alice", "bob", "carol" and "dave" receive nothing

    Example: two clients ask a third
      Given "alice", "bob" and "carol" are registered
      When "alice" and "carol" ask "bob" for a private connection
      Then "bob" is asked by "alice" and "carol" for a private connection
      And "alice", "bob" and "carol" receive nothing

    Example: two clients ask each other
      Given "alice", "bob" and "carol" are registered
      And "alice" has asked "bob" for a private connection
      When "bob" asks "alice" for a private connection
      Then "alice" is asked by "bob" for a private connection
      And "alice", "bob" and "carol" receive nothing

    @needs-COSP-6.2-7
    Scenario Outline: <requester> asks <addressee>, with whom it has a private connection
      Given "alice" and "bob" are registered
      And "alice" and "bob" have a private connection
      When "<requester>" asks "<addressee>" for a private connection
      Then "<addressee>" is asked by "<requester>" for a private connection
      And "alice" and "bob" receive nothing

      Examples:
        | requester | addressee |
        | alice     | bob       |
        | bob       | alice     |

  @COSP-6-3
  Rule: The server keeps the clients' addresses and ports to itself, and uses neither

    Example: nobody connects to the port of a request
      Given "alice" and "bob" are registered
      When "alice" asks "bob" for a private connection
      Then "bob" is asked by "alice" for a private connection
      And nobody has connected to a declared port

    Example: nobody connects to the ports of an accepted request
      Given "alice" and "bob" are registered
      And "alice" has asked "bob" for a private connection
      When "bob" accepts the private connection of "alice"
      Then "bob" is told that its acceptance of "alice" has arrived
      And "alice" is told that "bob" has accepted the private connection
      And nobody has connected to a declared port

    Example: nobody connects to the port of the side that is still to come
      Given "alice" and "bob" are registered
      And "alice" and "bob" have agreed on a private connection
      When "bob" connects for the private connection with "alice"
      Then nobody has connected to a declared port

  @COSP-6-4
  Rule: A request to oneself is left open

    Example: a client asks itself
      Given "alice" and "bob" are registered
      When "alice" asks "alice" for a private connection
      Then it is recorded what "alice" gets for asking itself

  @COSP-6-5
  Rule: A second request to the same client before the first is answered is left open

    Example: a client asks another twice, from two ports
      Given "alice", "bob" and "carol" are registered
      When "alice" asks "bob" 2 times for a private connection
      Then it is recorded which of the two requests of "alice" to "bob" counts
