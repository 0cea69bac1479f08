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
        | pseudonym              |
        | "a"                    |
        | "Zoë 日本 😀"          |
        | "two words"            |
        | a text of 300 bytes    |
        | a text of 32767 bytes  |

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
