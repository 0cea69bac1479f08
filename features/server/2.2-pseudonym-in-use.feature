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

    @needs-COSP-1-3
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

    @needs-COSP-2.2-3
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
