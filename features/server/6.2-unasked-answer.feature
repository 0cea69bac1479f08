@server
Feature: 6.2 Private TCP connection: an answer that nobody asked for

  A client may accept or refuse what nobody has asked it, or not any more. The server has to keep account of who has
  asked whom, so that no client gets an answer to a question that it did not ask.

  @COSP-6.2-14
  Rule: An acceptance or refusal that nobody asked for gives nobody a response code 5 or -2, and no relay

    Example: an acceptance of a client that has asked for nothing
      Given "alice", "bob" and "carol" are registered
      And the server may end the connection of "bob" for what comes next
      When "bob" accepts the private connection of "alice"
      Then at most "bob" hears of it, and what it gets for the acceptance is recorded

    Example: a refusal of a client that has asked for nothing
      Given "alice", "bob" and "carol" are registered
      And the server may end the connection of "bob" for what comes next
      When "bob" refuses the private connection of "alice"
      Then at most "bob" hears of it, and what it gets for the refusal is recorded

    Example: the requester accepts its own request
      Given "alice", "bob" and "carol" are registered
      And "alice" has asked "bob" for a private connection
      And the server may end the connection of "alice" for what comes next
      When "alice" accepts the private connection of "bob"
      Then at most "alice" hears of it

    Example: a third client accepts
      Given "alice", "bob" and "carol" are registered
      And "alice" has asked "bob" for a private connection
      And the server may end the connection of "carol" for what comes next
      When "carol" accepts the private connection of "alice"
      Then at most "carol" hears of it

    Example: a third client refuses, and the addressee accepts
      Given "alice", "bob" and "carol" are registered
      And "alice" has asked "bob" for a private connection
      And the server may end the connection of "carol" for what comes next
      When "carol" refuses the private connection of "alice"
      Then at most "carol" hears of it
      And "bob" can accept the private connection of "alice"

    Example: the port of a third client's acceptance is an ordinary one
      Given "alice", "bob" and "carol" are registered
      And "alice" has asked "bob" for a private connection
      And the server may end the connection of "carol" for what comes next
      When "carol" accepts the private connection of "alice"
      And "dave" asks for a pseudonym from the port that "carol" declared
      Then "dave" is accepted
      And at most "carol" hears of it

    Example: an acceptance after a refusal
      Given "alice", "bob" and "carol" are registered
      And "alice" has been refused a private connection by "bob"
      And the server may end the connection of "bob" for what comes next
      When "bob" accepts the private connection of "alice"
      Then at most "bob" hears of it

    Example: a second refusal
      Given "alice", "bob" and "carol" are registered
      And "alice" has been refused a private connection by "bob"
      And the server may end the connection of "bob" for what comes next
      When "bob" refuses the private connection of "alice"
      Then at most "bob" hears of it

    Example: a second acceptance
      Given "alice", "bob" and "carol" are registered
      And "alice" and "bob" have agreed on a private connection
      And the server may end the connection of "bob" for what comes next
      When "bob" accepts the private connection of "alice"
      Then at most "bob" hears of it

    Example: a refusal after an acceptance
      Given "alice", "bob" and "carol" are registered
      And "alice" and "bob" have agreed on a private connection
      And the server may end the connection of "bob" for what comes next
      When "bob" refuses the private connection of "alice"
      Then at most "bob" hears of it

    Example: whoever comes after the requester has asked for nothing, whatever identifier it gets
      Given "alice", "bob" and "carol" are registered
      And "alice" has asked "bob" for a private connection
      And "alice" has left
      And "dave" is registered
      And the server may end the connection of "bob" for what comes next
      When "bob" accepts the private connection of "alice"
      Then at most "bob" hears of it

    Example: whoever comes after the addressee was not asked, whatever identifier it gets
      Given "alice", "bob" and "carol" are registered
      And "alice" has asked "bob" for a private connection
      And "bob" has left without an answer to "alice"
      And "dave" is registered
      And the server may end the connection of "dave" for what comes next
      When "dave" accepts the private connection of "alice"
      Then at most "dave" hears of it

    @needs-COSP-6.2-7
    Scenario Outline: <accepts or refuses> once more, and a private connection of the two stays open
      Given "alice", "bob" and "carol" are registered
      And "alice" and "bob" have a private connection
      And the server may end the connection of "bob" for what comes next
      When "bob" <accepts or refuses> the private connection of "alice"
      Then at most "bob" hears of it
      And the first private connection with "alice" goes on for "bob" if its chat does

      Examples:
        | accepts or refuses |
        | accepts            |
        | refuses            |
