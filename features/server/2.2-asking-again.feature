@server
Feature: 2.2 A refused client asks again

  A refused client is nobody yet, may ask again on the same connection, and is accepted under a pseudonym
  that is free.

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
