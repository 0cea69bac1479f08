@server
Feature: 3 Roster

  Each client keeps a list of the others: it is given a first list when it registers, and is told of each
  join and departure after that. What each of them has then must be the same truth at every moment, however
  many come and go at once.

  @COSP-3-2
  Rule: First list plus joins minus departures are exactly the other registered clients

    Example: dozens join at once
      When "client 1" to "client 30" register at once
      Then every roster has exactly the others that are registered

    Example: dozens leave at once
      Given "client 1" to "client 30" are registered
      When "client 1" to "client 20" leave
      Then every roster has exactly the others that are registered

    Example: dozens join while dozens leave
      Given "client 1" to "client 20" are registered
      When "client 1" to "client 15" leave while "client 21" to "client 40" register
      Then every roster has exactly the others that are registered

    Scenario Outline: coming and going in random order <seed>
      Given "alice" and "bob" are registered
      When 16 clients come and go in 8 rounds, in random order <seed>
      Then every roster has exactly the others that are registered

      Examples:
        | seed |
        | 1    |
        | 2    |
        | 3    |

    Example: one pseudonym comes and goes
      Given "alice", "bob" and "carol" are registered
      When "dave" registers and leaves 20 times
      Then every roster has exactly the others that are registered

    Example: clients that are gone before they can know that they are accepted
      Given "alice" and "bob" are registered
      When "client 1" to "client 10" register and close behind the pseudonym
      Then every roster has exactly the others that are registered

    Example: everybody leaves but one
      Given "client 1" to "client 12" are registered
      When "client 2" to "client 12" leave
      Then every roster has exactly the others that are registered

    # More than the buffers of both systems hold, so that the server has to keep the news itself.
    @needs-COSP-1-8
    Example: a client that reads nothing while others come and go
      Given "alice", "bob" and "carol" are registered
      And "carol" has stopped reading
      When "alice" sends 6 MiB to everybody, no faster than "bob" reads
      Then "bob" receives all of it
      When "dave" registers
      And "bob" leaves
      Then "alice" is told that "bob" has left
      And "carol" receives all of it once it reads again, if it is still there
      And every roster has exactly the others that are registered
