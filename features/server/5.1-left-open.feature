@server
Feature: 5.1 The addressee is registered: what is left open

  What becomes of messages to oneself, and of empty ones, is the server's to choose; what it does is recorded.

  @COSP-5.1-5
  Rule: What becomes of a message to oneself is left open

    Example: a client that writes to itself
      Given "alice" and "bob" are registered
      When "alice" sends "note" to "alice"
      Then it is recorded what "alice" gets for writing to itself

  @COSP-5.1-6
  Rule: What becomes of an empty message to one client is left open

    Example: a message of size 0
      Given "alice" and "bob" are registered
      And the server may end the connection of "alice" for what comes next
      When "alice" sends "" to "bob"
      Then it is recorded whether "" of "alice" reaches "bob"
