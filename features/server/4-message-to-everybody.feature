@server
Feature: 4 Message to everybody

  A client sends a text to all others. The server passes it on under the sender's identifier to every other
  registered client.

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
