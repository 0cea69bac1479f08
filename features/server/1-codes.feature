@server
Feature: 1 Data and codes: codes

  The same byte means different things before and after registration. A server therefore keeps to the
  connection codes (0 and -1) as long as a client has no pseudonym, and to the response codes (0 to 6, -1 and
  -2) from then on; no other code exists.

  @COSP-1-7
  Rule: A server sends the connection codes before registration and the response codes after it, and no others

    @needs-COSP-2-2
    Example: a client that is refused twice and then accepted
      Given "alice" and "bob" are registered
      And "newcomer" has been refused 2 times the pseudonym of "alice"
      When "newcomer" registers
      Then "newcomer" is accepted
      And "newcomer" has received nothing but response codes

    Example: a client that is not registered while others write, join and leave
      Given "alice" and "bob" are registered
      And "newcomer" has been refused the pseudonym of "alice"
      When "carol" registers
      And "bob" leaves
      And "alice" sends "hello" to everybody
      Then "carol" receives "hello" from "alice" as a message to everybody
      And "alice" and "carol" are told that "bob" has left
      And "newcomer" has received nothing but connection codes

    Example: a client to which others write and which they join and leave
      Given "alice" and "bob" are registered
      When "bob" sends "to all" to everybody
      Then "alice" receives "to all" from "bob" as a message to everybody
      When "bob" sends "to one" to "alice"
      Then "alice" receives "to one" from "bob" as a message to it alone
      When "carol" registers
      And "bob" leaves
      Then "alice" is told that "bob" has left
      And "alice" has received nothing but response codes

    @needs-COSP-6.3-2
    Example: a client that is asked for private connections and asks for some
      Given "alice", "bob" and "carol" are registered
      And "alice" and "bob" have agreed on a private connection
      And "alice" has been refused a private connection by "carol"
      When "bob" asks "carol" for a private connection
      Then "carol" is asked by "bob" for a private connection
      And "alice" has received nothing but response codes
      And "bob" has received nothing but response codes

    Example: a client whose addressee has left
      Given "alice", "bob" and "carol" are registered
      And "bob" has left
      When "alice" sends "hello" to "bob"
      Then "alice" is told that the addressee is absent
      And "alice" has received nothing but response codes

    Scenario Outline: a registered client that sends the unknown request code <code>
      Given "alice" and "mallory" are registered
      When "mallory" breaks the protocol with the bytes <byte>
      Then "mallory" has received nothing but response codes

      Examples:
        | code | byte |
        | 4    | 04   |
        | 7    | 07   |
        | -2   | fe   |
        | 127  | 7f   |

    Example: a client that asks for a pseudonym of negative size
      Given "alice" is registered
      When "mallory" breaks the protocol with the bytes ff ff
      Then "mallory" has received nothing but connection codes
