@server
Feature: 6.1 Private TCP connection: the addressee is absent

  Who asks a client that is no longer there gets response code -1, a single byte, as for a message to one client.
  Nobody else hears of it, and the requester's connection goes on.

  @COSP-6.1-1
  Rule: A request to a client that has left is answered with response code -1, and nobody else gets anything

    Example: the addressee has left
      Given "alice", "bob" and "carol" are registered
      And "bob" has left
      When "alice" asks "bob" for a private connection
      Then "alice" is told that the addressee is absent
      And "alice" and "carol" receive nothing

    Example: who comes next is not asked, whatever identifier it gets
      Given "alice", "bob" and "carol" are registered
      And "bob" has left
      And "alice" has asked "bob" in vain for a private connection
      When "dave" registers
      Then "alice", "carol" and "dave" receive nothing

  @COSP-6.1-2
  Rule: A request to an identifier that was never given is answered in the same way

    Scenario Outline: nobody has ever had the identifier <identifier>, or the one next to it
      Given "alice" and "bob" are registered
      When "alice" asks an identifier that nobody has, such as <identifier>, for a private connection
      Then "alice" is told that the addressee is absent
      And "alice" and "bob" receive nothing

      Examples:
        | identifier |
        | 32767      |
        | -32768     |

  @COSP-6.1-3
  Rule: After response code -1 the requester's connection goes on

    Example: the request behind it in the same piece is served
      Given "alice", "bob" and "carol" are registered
      And "bob" has left
      When "alice" asks "bob" and "carol" for a private connection in one piece
      Then "alice" is told that the addressee is absent
      And "carol" is asked by "alice" for a private connection
      And "alice" and "carol" receive nothing

    Example: three failures give three answers
      Given "alice", "bob" and "carol" are registered
      And "bob" has left
      When "alice" asks "bob" 3 times for a private connection
      And "alice" sends "still here" to "carol"
      Then "alice" is told 3 times that the addressee is absent
      And "carol" receives "still here" from "alice" as a message to it alone

    Example: the addressee leaves at the same moment, and the next request is served
      Given "alice", "bob" and "carol" are registered
      When "bob" leaves while "alice" asks it for a private connection
      And "alice" asks "carol" for a private connection
      Then "carol" is asked by "alice" for a private connection
      And "alice" is told at most once that nothing comes of its request to "bob"

    Example: a later private connection with somebody else comes about
      Given "alice", "bob" and "carol" are registered
      And "bob" has left
      When "alice" asks "bob" for a private connection
      Then "alice" is told that the addressee is absent
      And "alice" and "carol" can have a private connection
