@server
Feature: 5.1 The addressee is registered: nobody else

  A message to one client is for that client alone: the others get nothing, and the sender gets no answer.

  @COSP-5.1-2
  Rule: Nobody else gets the message, and the sender gets nothing

    Example: a third client
      Given "alice", "bob" and "carol" are registered
      When "alice" sends "psst" to "bob"
      Then "bob" receives "psst" from "alice" as a message to it alone
      And "alice" and "carol" receive nothing

    Example: to the first client of all on a server
      Given the server has just been started, if the suite can start it
      And "alice", "bob" and "carol" are registered
      When "bob" sends "psst" to "alice"
      Then "alice" receives "psst" from "bob" as a message to it alone
      And "bob" and "carol" receive nothing

    Example: dozens of others
      Given "client 1" to "client 24" are registered
      When "client 5" sends "psst" to "client 6"
      Then "client 6" receives "psst" from "client 5" as a message to it alone
      And "client 1" to "client 24" receive nothing

    Example: many messages to two of four
      Given "alice", "bob", "carol" and "dave" are registered
      When "alice" sends 30 numbered messages to "bob"
      And "carol" sends 30 numbered messages to "bob"
      Then "bob" receives the 30 numbered messages of "alice" and "carol" to "bob"
      And "alice", "carol" and "dave" receive nothing

    Example: a client that joins meanwhile
      Given "alice" and "bob" are registered
      When "alice" sends 30 numbered messages to "bob"
      And "carol" registers
      Then "bob" receives the 30 numbered messages of "alice" to "bob"
      And "carol" receives nothing

    @needs-COSP-2.2-2
    Example: connections that are not registered
      Given "alice" and "bob" are registered
      And "stranger" has connected without registering
      And "refused" has been refused the pseudonym of "bob"
      When "alice" sends "psst" to "bob"
      Then "bob" receives "psst" from "alice" as a message to it alone
      And "stranger" and "refused" receive nothing
