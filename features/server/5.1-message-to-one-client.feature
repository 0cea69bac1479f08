@server
Feature: 5.1 The addressee is registered

  A client sends a text to one other client, which it names by identifier. The server passes it on to that
  client, under the sender's identifier, and one sender's messages keep their order.

  @COSP-5.1-1
  Rule: The addressee gets the message once, with the sender's identifier

    Example: two clients
      Given "alice" and "bob" are registered
      When "alice" sends "hello" to "bob"
      Then "bob" receives "hello" from "alice" as a message to it alone

    Example: to the client that was there first
      Given "alice" and "bob" are registered
      When "bob" sends "hello" to "alice"
      Then "alice" receives "hello" from "bob" as a message to it alone

    Example: to the first client of all on a server
      Given the server has just been started, if the suite can start it
      And "alice" and "bob" are registered
      When "bob" sends "hello" to "alice"
      Then "alice" receives "hello" from "bob" as a message to it alone

    # Integer objects that are compared by identity are the same up to 127.
    @needs-COSP-2-2 @needs-COSP-2.1-4 @needs-COSP-3-2
    Example: to a client that has more than 128 before it
      Given "alice" and "bob" are registered
      When 128 more clients register
      And "carol" registers
      And "alice" sends "hello" to "carol"
      Then "carol" receives "hello" from "alice" as a message to it alone

    Scenario Outline: to <addressee> of many
      Given "client 1" to "client 24" are registered
      When "client 2" sends "hello" to <addressee>
      Then <addressee> receives "hello" from "client 2" as a message to it alone

      Examples:
        | addressee   |
        | "client 1"  |
        | "client 3"  |
        | "client 24" |

    @needs-COSP-1-6
    Example: dozens of clients to each other
      Given "client 1" to "client 16" are registered
      When "client 1" to "client 16" send 1 numbered message to each other
      Then "client 1" to "client 16" receive the 1 numbered message of "client 1" to "client 16" to each other

    @needs-COSP-1-6
    Example: in both directions at once
      Given "alice" and "bob" are registered
      When "alice" and "bob" send 60 numbered messages to each other
      Then "alice" and "bob" receive the 60 numbered messages of "alice" and "bob" to each other

    @needs-COSP-1-8
    Example: a long message
      Given "alice" and "bob" are registered
      When "alice" sends a text of 20000 bytes to "bob"
      Then "bob" receives a text of 20000 bytes from "alice" as a message to it alone

    @needs-COSP-1-6
    Example: the same text twice is two messages
      Given "alice" and "bob" are registered
      When "alice" sends "hello" to "bob"
      And "alice" sends "hello" to "bob"
      Then "bob" receives "hello" from "alice" as a message to it alone
      And "bob" receives "hello" from "alice" as a message to it alone

  @COSP-5.1-3
  Rule: One sender's messages to one addressee arrive in the order sent

    Example: hundreds of messages to one client
      Given "alice" and "bob" are registered
      When "alice" sends 200 numbered messages to "bob"
      Then "bob" receives the 200 numbered messages of "alice" to "bob"

    Example: to everybody and to one in turn
      Given "alice", "bob" and "carol" are registered
      When "alice" sends 100 numbered messages to everybody and to "bob" in turn
      Then "bob" and "carol" receive the 100 numbered messages of "alice" to everybody and to "bob" in turn

    Example: two senders, each to everybody and to one in turn
      Given "alice", "bob" and "carol" are registered
      When "alice" and "bob" send 60 numbered messages to everybody and to "carol" in turn
      Then "carol" receives the 60 numbered messages of "alice" and "bob" to everybody and to "carol" in turn
      And "alice" and "bob" receive the 60 numbered messages of "alice" and "bob" to everybody and to "carol" in turn

    @needs-COSP-1-8
    Example: a long message to everybody before a short one to one client
      Given "alice" and "bob" are registered
      When "alice" sends a text of 20000 bytes to everybody
      And "alice" sends "short" to "bob"
      Then "bob" receives a text of 20000 bytes from "alice" as a message to everybody
      And "bob" receives "short" from "alice" as a message to it alone

    # More than the buffers of both systems hold, so that the server has to keep some itself.
    @needs-COSP-1-8
    Example: to one who has read nothing for a while
      Given "alice", "bob" and "carol" are registered
      And "carol" has stopped reading
      When "alice" sends 6 MiB to everybody, no faster than "bob" reads
      And "alice" sends "and now to you" to "carol", if it is still there
      Then "bob" receives all of it
      And "carol" receives all of it once it reads again, and then "and now to you" as a message to it alone, if it is still there
