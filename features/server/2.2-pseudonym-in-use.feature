@server
Feature: 2.2 Pseudonym already in use

  A pseudonym belongs to one registered client at a time. Who asks for one that is in use gets
  connection code -1, a single byte, stays unregistered and may ask again. The holder notices nothing.

  @COSP-2.2-1
  Rule: A pseudonym in use is refused with connection code -1

    Example: a second client asks for the pseudonym of the first
      Given "alice" is registered
      When "newcomer" asks for the pseudonym of "alice"
      Then "newcomer" is told that the pseudonym is in use

    Example: the pseudonym of the newest of several clients is refused too
      Given "alice", "bob" and "carol" are registered
      When "newcomer" asks for the pseudonym of "carol"
      Then "newcomer" is told that the pseudonym is in use

    Scenario Outline: a pseudonym in use is refused, whatever it is: <pseudonym>
      Given "alice" is registered as <pseudonym>
      When "newcomer" asks for the pseudonym of "alice"
      Then "newcomer" is told that the pseudonym is in use

      Examples:
        | pseudonym           |
        | "a"                 |
        | "two words"         |
        | "-1"                |
        | a text of 90 bytes  |
        | a text of 300 bytes |
        | "aé日😀"            |

    Example: the pseudonym of the oldest of several clients
      Given "alice", "bob" and "carol" are registered
      When "newcomer" asks for the pseudonym of "alice"
      Then "newcomer" is told that the pseudonym is in use

    Example: a client asks twice
      Given "alice" is registered
      When "newcomer" asks for the pseudonym of "alice"
      Then "newcomer" is told that the pseudonym is in use
      When "newcomer" asks for the pseudonym of "alice"
      Then "newcomer" is told that the pseudonym is in use

    Example: the pseudonym of a client that was refused another one before
      Given "alice" is registered
      And "bob" has been refused the pseudonym of "alice"
      And "bob" registers
      When "newcomer" asks for the pseudonym of "bob"
      Then "newcomer" is told that the pseudonym is in use

    Example: several clients ask for one that is in use
      Given "alice" is registered
      When "first" asks for the pseudonym of "alice"
      And "second" asks for the pseudonym of "alice"
      Then "first" is told that the pseudonym is in use
      And "second" is told that the pseudonym is in use

  @COSP-2.2-2
  Rule: A refused client is not registered

    Example: nobody is told of a refused client
      Given "alice" and "bob" are registered
      When "newcomer" asks for the pseudonym of "alice"
      Then "newcomer" is told that the pseudonym is in use
      And "alice" and "bob" receive nothing

    Example: a refused client gets no message
      Given "alice" and "bob" are registered
      And "newcomer" has been refused the pseudonym of "alice"
      When "alice" sends "hello" to everybody
      Then "bob" receives "hello" from "alice" as a message to everybody
      And "newcomer" receives nothing

    Example: a refused client gets no update of the roster
      Given "alice" and "bob" are registered
      And "newcomer" has been refused the pseudonym of "alice"
      When "carol" registers
      Then "alice" and "bob" are told that "carol" has joined
      And "newcomer" receives nothing

    Example: a refused client is not told of a departure
      Given "alice" and "bob" are registered
      And "newcomer" has been refused the pseudonym of "alice"
      When "bob" leaves
      Then "alice" is told that "bob" has left
      And "newcomer" receives nothing

    Example: a refused client is not in the list of the next one
      Given "alice" is registered
      And "refused" has been refused the pseudonym of "alice"
      When "newcomer" registers
      Then the list of "newcomer" has "alice"

  @COSP-2.2-3
  Rule: A refused client may ask again, and is accepted under a free pseudonym

    Scenario Outline: refused <times> times, then accepted
      Given "alice" and "bob" are registered
      And "newcomer" has been refused <times> times the pseudonym of "alice"
      When "newcomer" asks for the pseudonym "nancy"
      Then "newcomer" is accepted
      And "alice" and "bob" are told that "newcomer" has joined

      Examples:
        | times |
        | 1     |
        | 2     |
        | 20    |

    Example: refused one pseudonym after the other
      Given "alice", "bob" and "carol" are registered
      And "newcomer" has been refused 1 time the pseudonym of "alice"
      And "newcomer" has been refused 1 time the pseudonym of "bob"
      And "newcomer" has been refused 1 time the pseudonym of "carol"
      When "newcomer" asks for the pseudonym "nancy"
      Then "newcomer" is accepted
      And the list of "newcomer" has "alice", "bob" and "carol"

    Example: refused a long pseudonym, then accepted under a short one
      Given "alice" is registered as a text of 90 bytes
      And "newcomer" has been refused the pseudonym of "alice"
      When "newcomer" asks for the pseudonym "nancy"
      Then "newcomer" is accepted
      And "alice" is told that "newcomer" has joined

    Example: refused a pseudonym that is free when it asks again
      Given "alice" and "bob" are registered
      And "newcomer" has been refused the pseudonym of "bob"
      And "bob" has left
      When "newcomer" asks for the pseudonym of "bob"
      Then "newcomer" is accepted

    Example: two refused clients are accepted under different pseudonyms
      Given "alice" is registered
      And "first" and "second" have been refused the pseudonym of "alice"
      When "first" and "second" register at once
      Then "alice" is told that "first" and "second" have joined

    Example: it is in the list of the next client
      Given "alice" is registered
      And "bob" has been refused the pseudonym of "alice"
      When "bob" registers
      And "newcomer" registers
      Then the list of "newcomer" has "alice" and "bob"

    Example: it sends and receives messages like any other
      Given "alice" is registered
      And "bob" has been refused the pseudonym of "alice"
      When "bob" registers and at once sends 2 numbered messages to everybody
      And "alice" sends 2 numbered messages to everybody
      Then "alice" and "bob" receive the 2 numbered messages of "alice" and "bob" to everybody

  @COSP-2.2-4
  Rule: The holder of the pseudonym is not disturbed

    Example: it gets nothing
      Given "alice" and "bob" are registered
      And "newcomer" has been refused 20 times the pseudonym of "alice"
      When "bob" sends "hello" to "alice"
      Then "alice" receives "hello" from "bob" as a message to it alone
      And "alice" receives nothing

    Example: its messages arrive
      Given "alice" and "bob" are registered
      And "newcomer" has been refused the pseudonym of "alice"
      When "alice" sends 2 numbered messages to "bob"
      Then "bob" receives the 2 numbered messages of "alice" to "bob"

    Example: it is in the list of the next client
      Given "alice" and "bob" are registered
      And "refused" has been refused the pseudonym of "alice"
      When "newcomer" registers
      Then the list of "newcomer" has "alice" and "bob"

    Example: it is told of the others while somebody asks for its pseudonym
      Given "alice" and "bob" are registered
      When "newcomer" asks for the pseudonym of "alice"
      And "carol" registers
      Then "alice" is told that "carol" has joined
      And "newcomer" is told that the pseudonym is in use

    Example: its pseudonym is in use still when the refused client has gone
      Given "alice" and "bob" are registered
      And "refused" has been refused the pseudonym of "alice"
      When "refused" leaves
      And "newcomer" asks for the pseudonym of "alice"
      Then "newcomer" is told that the pseudonym is in use

    Example: its pseudonym is in use still when the refused client has been reset
      Given "alice" and "bob" are registered
      And "refused" has been refused the pseudonym of "alice"
      When "refused" leaves by a reset
      And "carol" registers
      And "newcomer" asks for the pseudonym of "alice"
      Then "newcomer" is told that the pseudonym is in use

    Example: it is told of the others after somebody has asked for its pseudonym
      Given "alice" and "bob" are registered
      And "newcomer" has been refused 12 times the pseudonym of "alice"
      When "carol" registers
      And "bob" sends "hello" to everybody
      Then "alice" is told that "carol" has joined
      And "alice" and "carol" receive "hello" from "bob" as a message to everybody

    Example: its pseudonym is in use still when the refused client has left under another one
      Given "alice" and "bob" are registered
      And "newcomer" has been refused the pseudonym of "alice"
      When "newcomer" registers
      And "newcomer" leaves
      And "next" asks for the pseudonym of "alice" as soon as "bob" is told that "newcomer" has left
      Then "next" is told that the pseudonym is in use
