@server
Feature: 4 Message to everybody

  A client sends a text to all others. The server passes it on under the sender's identifier to every other
  registered client, and to nobody else; the sender gets no answer.

  @COSP-4-2
  Rule: Every other registered client gets the message once, with the sender's identifier

    Example: one other client
      Given "alice" and "bob" are registered
      When "alice" sends "hello" to everybody
      Then "bob" receives "hello" from "alice" as a message to everybody

    Example: three other clients
      Given "alice", "bob", "carol" and "dave" are registered
      When "alice" sends "hello" to everybody
      Then "bob", "carol" and "dave" receive "hello" from "alice" as a message to everybody

    Example: dozens of other clients
      Given "client 1" to "client 30" are registered
      When "client 30" sends "hello" to everybody
      Then "client 1" to "client 29" receive "hello" from "client 30" as a message to everybody

    @needs-COSP-1-6
    Example: everybody in turn
      Given "alice", "bob" and "carol" are registered
      When "alice", "bob" and "carol" send 2 numbered messages to everybody
      Then "alice", "bob" and "carol" receive the 2 numbered messages of "alice", "bob" and "carol" to everybody

    Example: a client that has just registered
      Given "alice" and "bob" are registered
      When "carol" registers
      And "alice" sends "hello" to everybody
      Then "bob" and "carol" receive "hello" from "alice" as a message to everybody

    @needs-COSP-1-4
    Example: after somebody has left
      Given "alice", "bob", "carol" and "dave" are registered
      And "bob" has left
      When "alice" sends "hello" to everybody
      Then "carol" and "dave" receive "hello" from "alice" as a message to everybody

    @needs-COSP-1-6
    Example: while others leave
      Given "client 1" to "client 12" are registered
      When "client 1" sends 10 numbered messages to everybody
      And "client 3" to "client 11" leave
      And "client 1" sends 10 more numbered messages to everybody
      Then "client 2" and "client 12" receive the 20 numbered messages of "client 1" to everybody

    @needs-COSP-1-6
    Example: the same text twice is two messages
      Given "alice" and "bob" are registered
      When "alice" sends "hello" to everybody
      And "alice" sends "hello" to everybody
      Then "bob" receives "hello" from "alice" as a message to everybody
      And "bob" receives "hello" from "alice" as a message to everybody

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
