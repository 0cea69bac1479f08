@server
Feature: 7 Service: many clients

  A chat is of use when many can be in it. The RFC names no number; a server that gives each client a thread
  or a few buffers has no trouble with a thousand of them, if its limits allow so many connections.

  @COSP-7-5
  Rule: A server serves 1,000 clients at once

    Example: 1,000 clients know each other, and messages go to and from each of them
      Given "alice" and "bob" are registered
      When 998 more clients register
      Then all clients have been told of each other
      And a message from "alice" to everybody reaches all clients
      And a message from each client to "bob" reaches it
      And the service goes on for "alice" and "bob"
