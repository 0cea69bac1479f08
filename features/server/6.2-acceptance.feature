@server
Feature: 6.2 Private TCP connection: the addressee accepts

  The addressee accepts with a port of its own. The server tells both: the requester gets response code 5 and who has
  accepted, the accepter gets response code 6 and whose request it was, in either order. Then both may connect.

  @COSP-6.2-2
  Rule: The requester gets response code 5, the accepter response code 6, and nobody else anything

    Example: the second client accepts the request of the first
      Given "alice", "bob" and "carol" are registered
      And "alice" has asked "bob" for a private connection
      When "bob" accepts the private connection of "alice"
      Then "alice" is told that "bob" has accepted the private connection
      And "bob" is told that its acceptance of "alice" has arrived
      And "alice", "bob" and "carol" receive nothing

    Example: the first client accepts the request of the newest
      Given "alice", "bob" and "carol" are registered
      And "carol" has asked "alice" for a private connection
      When "alice" accepts the private connection of "carol"
      Then "carol" is told that "alice" has accepted the private connection
      And "alice" is told that its acceptance of "carol" has arrived
      And "alice", "bob" and "carol" receive nothing

    Example: the request of the first client of all on a server is accepted
      Given the server has just been started, if the suite can start it
      And "alice" and "bob" are registered
      And "alice" has asked "bob" for a private connection
      When "bob" accepts the private connection of "alice"
      Then "alice" is told that "bob" has accepted the private connection
      And "bob" is told that its acceptance of "alice" has arrived
      And "alice" and "bob" receive nothing

    Scenario Outline: the accepter's port is not passed on: <port>
      Given "alice" and "bob" are registered
      And "alice" has asked "bob" for a private connection
      When "bob" accepts the private connection of "alice" from port <port>
      Then "alice" is told that "bob" has accepted the private connection
      And "bob" is told that its acceptance of "alice" has arrived
      And "alice" and "bob" receive nothing

      Examples:
        | port  |
        | 1023  |
        | 1024  |
        | 9999  |
        | 65535 |

    Example: one of two requests is accepted
      Given "alice", "bob" and "carol" are registered
      And "alice" and "carol" have asked "bob" for a private connection
      When "bob" accepts the private connection of "carol"
      Then "carol" is told that "bob" has accepted the private connection
      And "bob" is told that its acceptance of "carol" has arrived
      And "alice", "bob" and "carol" receive nothing

    @needs-COSP-1-6
    Example: two requests are accepted, the later one first
      Given "alice", "bob" and "carol" are registered
      And "alice" and "carol" have asked "bob" for a private connection
      When "bob" accepts the private connection of "carol" and "alice"
      Then "carol" is told that "bob" has accepted the private connection
      And "alice" is told that "bob" has accepted the private connection
      And "bob" is told that its acceptance of "alice" and "carol" has arrived

    Example: two requests are accepted, the earlier one first
      Given "alice", "bob" and "carol" are registered
      And "alice" and "carol" have asked "bob" for a private connection
      When "bob" accepts the private connection of "alice" and "carol"
      Then "alice" is told that "bob" has accepted the private connection
      And "carol" is told that "bob" has accepted the private connection
      And "bob" is told that its acceptance of "alice" and "carol" has arrived

    Example: the earlier of two requests is accepted
      Given "alice", "bob" and "carol" are registered
      And "alice" and "carol" have asked "bob" for a private connection
      When "bob" accepts the private connection of "alice"
      Then "alice" is told that "bob" has accepted the private connection
      And "bob" is told that its acceptance of "alice" has arrived
      And "alice", "bob" and "carol" receive nothing

    Example: two clients accept the requests of one
      Given "alice", "bob" and "carol" are registered
      And "alice" has asked "bob" and "carol" for a private connection
      When "bob" accepts the private connection of "alice"
      And "carol" accepts the private connection of "alice"
      Then "alice" is told that "bob" and "carol" have accepted the private connection
      And "bob" is told that its acceptance of "alice" has arrived
      And "carol" is told that its acceptance of "alice" has arrived

    Example: a message of the requester that waits for the answer is no answer
      Given "alice", "bob" and "carol" are registered
      And "alice" has asked "bob" for a private connection
      When "alice" sends "well?" to "bob"
      And "bob" accepts the private connection of "alice"
      Then "bob" receives "well?" from "alice" as a message to it alone
      And "alice" is told that "bob" has accepted the private connection
      And "bob" is told that its acceptance of "alice" has arrived
