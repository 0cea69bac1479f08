@server
Feature: 4 Message to everybody: nobody else

  A message to everybody goes to the other registered clients only: not back to its sender, who gets no answer, and not
  to connections that are not registered.

  @COSP-4-3
  Rule: The sender does not get its own message

    Example: one message
      Given "alice" and "bob" are registered
      When "alice" sends "hello" to everybody
      Then "bob" receives "hello" from "alice" as a message to everybody
      And "alice" receives nothing

    Example: two senders, each with many messages
      Given "alice", "bob" and "carol" are registered
      When "alice" and "bob" send 60 numbered messages to everybody
      Then "alice", "bob" and "carol" receive the 60 numbered messages of "alice" and "bob" to everybody
      And "alice", "bob" and "carol" receive nothing

    @needs-COSP-1-8
    Example: a long message
      Given "alice" and "bob" are registered
      When "alice" sends a text of 20000 bytes to everybody
      Then "bob" receives a text of 20000 bytes from "alice" as a message to everybody
      And "alice" receives nothing

    # Integer objects that are compared by identity are the same up to 127.
    @needs-COSP-2-2 @needs-COSP-2.1-4 @needs-COSP-3-2
    Example: a sender that has more than 128 before it
      Given "alice" and "bob" are registered
      When 128 more clients register
      And "carol" registers
      And "carol" sends "hello" to everybody
      Then "alice" and "bob" receive "hello" from "carol" as a message to everybody
      And "carol" receives nothing

    Example: a sender that has registered again
      Given "alice" and "bob" are registered
      And "bob" has left
      When "bob" registers
      And "bob" sends "hello" to everybody
      Then "alice" receives "hello" from "bob" as a message to everybody
      And "bob" receives nothing

  @COSP-4-4
  Rule: Connections that are not registered do not get the message

    @needs-COSP-1-6
    Example: a connection that has not asked for a pseudonym
      Given "alice" and "bob" are registered
      And "stranger" has connected without registering
      When "alice" sends 3 numbered messages to everybody
      Then "bob" receives the 3 numbered messages of "alice" to everybody
      And "stranger" receives nothing

    @needs-COSP-1-6 @needs-COSP-2.2-2
    Example: a connection that was refused
      Given "alice" and "bob" are registered
      And "stranger" has been refused the pseudonym of "bob"
      When "alice" sends 3 numbered messages to everybody
      Then "bob" receives the 3 numbered messages of "alice" to everybody
      And "stranger" receives nothing

    Example: several of them, one connected before the others registered
      Given "stranger" has connected without registering
      And "alice" and "bob" are registered
      And "second stranger" has connected without registering
      When "alice" sends "hello" to everybody
      Then "bob" receives "hello" from "alice" as a message to everybody
      And "stranger" and "second stranger" receive nothing
