@server
Feature: 3.2 A client leaves

  However a client's connection ends, the others are told so once, with response code 1. A connection that
  never registered is nothing to them.

  @COSP-3.2-1
  Rule: A departure is announced once to every other registered client after an orderly close

    Example: to the only other client
      Given "alice" and "bob" are registered
      When "bob" leaves
      Then "alice" is told that "bob" has left

    Example: to each of three others
      Given "alice", "bob", "carol" and "dave" are registered
      When "bob" leaves
      Then "alice", "carol" and "dave" are told that "bob" has left

    # Whose identifier may be 0, which is false in many a condition.
    Example: of the first client of all
      Given the server has just been started, if the suite can start it
      And "alice", "bob" and "carol" are registered
      When "alice" leaves
      Then "bob" and "carol" are told that "alice" has left

    Example: to dozens of others
      Given "client 1" to "client 24" are registered
      When "client 1" leaves
      Then "client 2" to "client 24" are told that "client 1" has left

    Example: dozens of departures at once
      Given "alice" and "bob" are registered
      And "client 1" to "client 24" are registered
      When "client 1" to "client 24" leave
      Then "alice" and "bob" are told that "client 1" to "client 24" have left

    Example: of a client that closes its sending half alone
      Given "alice", "bob" and "carol" are registered
      When "bob" closes its sending half
      Then "alice" and "carol" are told that "bob" has left

    Example: of a client that has only just registered
      Given "alice" is registered
      When "bob" registers
      And "bob" leaves
      Then "alice" is told that "bob" has left

    @needs-COSP-2.2-3 @needs-COSP-2.2-4
    Example: of a client that was refused a pseudonym before
      Given "alice" is registered
      And "bob" has been refused the pseudonym of "alice"
      And "bob" registers
      And "carol" registers
      When "bob" leaves
      Then "alice" and "carol" are told that "bob" has left

    Example: of a client that has been asked for a private connection
      Given "alice", "bob", "carol" and "dave" are registered
      And "alice" has asked "bob" for a private connection
      When "bob" leaves
      Then "alice", "carol" and "dave" are told that "bob" has left
      And "alice" may be told that its private request has failed

    Example: of a client that has talked
      Given "alice", "bob" and "carol" are registered
      When "bob" sends 3 numbered messages to everybody
      And "bob" leaves
      Then "alice" and "carol" are told that "bob" has left
      And "alice" and "carol" receive some of the 3 numbered messages of "bob" to everybody

    @needs-COSP-1-6
    Example: of a client that others are talking to
      Given "alice", "bob" and "carol" are registered
      When "alice" sends 30 numbered messages to everybody
      And "bob" leaves
      And "alice" sends 30 more numbered messages to everybody
      Then "carol" receives the 60 numbered messages of "alice" to everybody
      And "alice" and "carol" are told that "bob" has left
