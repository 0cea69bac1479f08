@server
Feature: 1 Data and codes: identifiers

  The server gives each registered client an identifier, by which all frames name it. A newcomer learns the
  identifiers of the others from its list, and they learn the newcomer's from the announcement; after that a
  message bears nothing but the number.

  @COSP-1-4
  Rule: Each registered client has one identifier of its own, the same in every frame to every client

    Example: in the list and in the announcement
      Given "alice" and "bob" are registered
      When "carol" registers
      Then everybody knows "alice", "bob" and "carol" by the same identifier
      And no two clients have the same identifier

    Example: in messages
      Given "alice" and "bob" are registered
      And "carol" is registered
      When "bob" sends "to all" to everybody
      Then "alice" and "carol" receive "to all" from "bob" as a message to everybody
      When "bob" sends "to you" to "carol"
      Then "carol" receives "to you" from "bob" as a message to it alone
      And everybody knows "bob" by the same identifier

    @needs-COSP-1-6
    Example: in all frames about a private connection
      Given "alice", "bob" and "carol" are registered
      When "alice" asks "bob" and "carol" for a private connection
      Then "bob" is asked by "alice" for a private connection
      And "carol" is asked by "alice" for a private connection
      When "bob" accepts the private connection of "alice"
      And "carol" refuses the private connection of "alice"
      Then "alice" is told that "bob" has accepted the private connection
      And "bob" is told that its acceptance of "alice" has arrived
      And "alice" is told that "carol" has refused the private connection

    Example: in a departure
      Given "alice", "bob" and "carol" are registered
      When "bob" leaves
      Then "alice" and "carol" are told that "bob" has left

    @needs-COSP-2-2
    Example: when dozens register at the same moment
      Given "alice" is registered
      When "client 1" to "client 40" register at once
      Then no two clients have the same identifier

    @needs-COSP-2-2
    Example: when many leave while others register
      Given "alice" is registered
      And "client 1" to "client 20" are registered
      When "client 1" to "client 20" leave while "late 1" to "late 20" register
      Then no two clients have the same identifier

    Example: when their pseudonyms are alike
      Given "alice" is registered as "Aa"
      And "bob" is registered as "BB"
      And "carol" is registered as "C#"
      When "dave" registers
      Then no two clients have the same identifier

    # Where the lowest free identifier is given, only so many make one that has more than a byte.
    @needs-COSP-2-2 @needs-COSP-2.1-4 @needs-COSP-3-2 @needs-COSP-7-5
    Example: when hundreds are registered
      Given "alice" and "bob" are registered
      When 300 more clients register
      Then no two clients have the same identifier
      When "carol" registers
      And "dave" registers
      And "carol" asks "dave" for a private connection
      Then "dave" is asked by "carol" for a private connection
      When "dave" accepts the private connection of "carol"
      Then "carol" is told that "dave" has accepted the private connection
      And "dave" is told that its acceptance of "carol" has arrived
      When "dave" asks "carol" for a private connection
      Then "carol" is asked by "dave" for a private connection
      When "carol" refuses the private connection of "dave"
      Then "dave" is told that "carol" has refused the private connection

    @needs-COSP-2-2
    Example: when others have come and gone
      Given "alice" and "bob" are registered
      When "client 1" to "client 10" register at once
      And "client 1" to "client 10" leave
      And "carol" registers
      Then everybody knows "alice" and "bob" by the same identifier
      And no two clients have the same identifier

    Example: when a client registers again under its old pseudonym
      Given "alice", "bob" and "carol" are registered
      And "bob" has left
      When "dave" registers
      And "bob" registers
      Then everybody knows "bob" and "dave" by the same identifier
      And no two clients have the same identifier

    Example: when a client that has left and come again writes
      Given "alice" and "bob" are registered
      And "bob" has left
      And "carol" is registered
      And "bob" is registered
      When "bob" sends "again" to everybody
      And "alice" sends "welcome" to "bob"
      Then "alice" and "carol" receive "again" from "bob" as a message to everybody
      And "bob" receives "welcome" from "alice" as a message to it alone
