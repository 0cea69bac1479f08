@server
Feature: 2.1 The pseudonym is free

  The server registers a client whose pseudonym nobody has, and answers with connection code 0 and the
  list of the other clients. From then on the client is one of them: it may send requests, and it hears of
  whoever joins or leaves.

  @COSP-2.1-1
  Rule: A free pseudonym is answered with connection code 0, a count and that many entries

    Example: the first client
      Given "newcomer" has connected without registering
      When "newcomer" asks for the pseudonym "nancy"
      Then "newcomer" is accepted

    Example: a second client
      Given "alice" is registered
      When "newcomer" asks for the pseudonym "nancy"
      Then "newcomer" is accepted

    Example: several clients one after the other
      When "client 1" to "client 10" register one after the other
      Then "client 1" to "client 10" are accepted

  @COSP-2.1-2
  Rule: The list has every other registered client exactly once

    Example: nobody else
      When "newcomer" registers
      Then the list of "newcomer" has nobody

    Example: one other client
      Given "alice" is registered
      When "newcomer" registers
      Then the list of "newcomer" has "alice"

    Example: two other clients
      Given "alice" and "bob" are registered
      When "newcomer" registers
      Then the list of "newcomer" has "alice" and "bob"

    Example: dozens of other clients
      Given "client 1" to "client 24" are registered
      When "newcomer" registers
      Then the list of "newcomer" has "client 1" to "client 24"

    Example: more than a hundred other clients
      Given "client 1" to "client 130" are registered
      When "newcomer" registers
      Then the list of "newcomer" has "client 1" to "client 130"

    Example: two newcomers one after the other
      Given "alice" is registered
      When "newcomer" registers
      And "second" registers
      Then the list of "second" has "alice" and "newcomer"

    Example: the clients in the list are known by the identifiers of their messages
      Given "alice", "bob" and "carol" are registered
      When "newcomer" registers
      And "alice", "bob" and "carol" send 2 numbered messages to "newcomer"
      Then "newcomer" receives the 2 numbered messages of "alice", "bob" and "carol" to "newcomer"

    Example: the clients in the list are reached by their identifiers
      Given "alice", "bob" and "carol" are registered
      When "newcomer" registers
      And "newcomer" sends "to alice" to "alice"
      And "newcomer" sends "to carol" to "carol"
      Then "alice" receives "to alice" from "newcomer" as a message to it alone
      And "carol" receives "to carol" from "newcomer" as a message to it alone

  @COSP-2.1-3
  Rule: The list has nobody who has left, was refused or has not registered yet

    Example: one of two has left
      Given "alice" and "bob" are registered
      And "bob" has left
      When "newcomer" registers
      Then the list of "newcomer" has "alice"

    Example: the first of three has left
      Given "alice", "bob" and "carol" are registered
      And "alice" has left
      When "newcomer" registers
      Then the list of "newcomer" has "bob" and "carol"

    Example: one of two has left by a reset
      Given "alice" and "bob" are registered
      And "bob" has left by a reset
      When "newcomer" registers
      Then the list of "newcomer" has "alice"

    Example: one of two has left inside a frame
      Given "alice" and "bob" are registered
      And "bob" has left inside a frame
      When "newcomer" registers
      Then the list of "newcomer" has "alice"

    Example: half of dozens have left
      Given "client 1" to "client 24" are registered
      And "client 7" to "client 18" have left
      When "newcomer" registers
      Then the list of "newcomer" has "client 1" to "client 6", "client 19" to "client 24"

    Example: clients that are connected only
      Given "alice" is registered
      And "early" and "earlier" have connected without registering
      When "newcomer" registers
      Then the list of "newcomer" has "alice"

    Example: a client that was refused
      Given "alice" is registered
      And "refused" has been refused the pseudonym of "alice"
      When "newcomer" registers
      Then the list of "newcomer" has "alice"

  @COSP-2.1-4
  Rule: The count is the number of entries that follow it

    Scenario Outline: a message follows directly behind a list of <count> others
      Given <count> clients are registered
      And "alice" is registered
      When "newcomer" asks for the pseudonym "nancy"
      And "newcomer" is accepted
      And "alice" sends "hello" to "newcomer"
      Then "newcomer" receives "hello" from "alice" as a message to it alone

      Examples:
        | count |
        | 0     |
        | 1     |
        | 40    |
        | 127   |

    Example: connections that are not registered are not counted
      Given "alice" is registered
      And "early" has connected without registering
      And "refused" has been refused the pseudonym of "alice"
      When "newcomer" asks for the pseudonym "nancy"
      Then "newcomer" is accepted
      And the list of "newcomer" has "alice"

    Example: clients that have left are not counted
      Given "client 1" to "client 5" are registered
      And "client 2" to "client 4" have left
      When "newcomer" asks for the pseudonym "nancy"
      Then "newcomer" is accepted
      And the list of "newcomer" has "client 1" and "client 5"

    Example: clients that have left by a reset are not counted
      Given "client 1" to "client 5" are registered
      And "client 2" to "client 4" have left by a reset
      When "newcomer" asks for the pseudonym "nancy"
      Then "newcomer" is accepted
      And the list of "newcomer" has "client 1" and "client 5"

  @COSP-2.1-5
  Rule: An accepted client is served from its very next frame on

    Scenario Outline: <count> messages to everybody follow the acceptance at once
      Given "alice" and "bob" are registered
      When "newcomer" registers and at once sends <count> numbered messages to everybody
      Then "alice" and "bob" receive the <count> numbered messages of "newcomer" to everybody

      Examples:
        | count |
        | 1     |
        | 30    |

    Example: while the others are talking
      Given "alice" and "bob" are registered
      When "alice" and "bob" send 40 numbered messages to everybody
      And "newcomer" registers and at once sends 10 numbered messages to everybody
      And "alice" and "bob" send 40 more numbered messages to everybody
      Then "alice" and "bob" receive the 80 numbered messages of "alice" and "bob" to everybody
      And "alice" and "bob" receive the 10 numbered messages of "newcomer" to everybody
      And "newcomer" receives some of the 80 numbered messages of "alice" and "bob" to everybody

    Example: dozens of newcomers at once
      Given "alice" is registered
      When "client 1" to "client 24" register and at once send 2 numbered messages to everybody
      Then "alice" receives the 2 numbered messages of "client 1" to "client 24" to everybody
      And "client 1" to "client 24" receive some of the 2 numbered messages of "client 1" to "client 24" to everybody

    Scenario Outline: dozens of newcomers that write once, the <time> time
      Given "alice" is registered
      When "client 1" to "client 24" register and at once send 1 numbered message to everybody
      Then "alice" receives the 1 numbered message of "client 1" to "client 24" to everybody
      And "client 1" to "client 24" receive some of the 1 numbered messages of "client 1" to "client 24" to everybody

      Examples:
        | time   |
        | first  |
        | second |
        | third  |

  @COSP-2.1-7
  Rule: Whether the list has the newcomer's own entry is left open

    Example: the own entry in the list
      Given "alice" is registered
      When "newcomer" registers
      Then it is recorded whether "newcomer" is in its own list

  @COSP-2.1-8
  Rule: Which identifiers a server gives is left open, as long as they differ

    Example: the first identifier, and how they grow
      Given "alice" is registered
      When "client 1" to "client 6" register one after the other
      Then it is recorded which identifier the first client of all has got
      And it is recorded by how much the identifiers of "client 1" to "client 6" grow

    Example: the identifier of a client that has left
      Given "alice" and "bob" are registered
      And "bob" has left
      When "client 1" to "client 4" register one after the other
      Then it is recorded whether one of "client 1" to "client 4" has the identifier that "bob" had

  @COSP-2.1-9
  Rule: What becomes of a request right behind the pseudonym is left open

    Example: a message to everybody that does not wait for the acceptance
      Given "alice" is registered
      And "newcomer" has connected without registering
      When "newcomer" asks for a pseudonym and, without waiting, sends "too early" to everybody
      Then it is recorded whether "too early" of "newcomer" reaches "alice"
