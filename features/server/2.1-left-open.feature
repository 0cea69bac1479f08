@server
Feature: 2.1 The pseudonym is free: what is left open

  Identifiers and the own entry are the server's to choose; what it does is recorded.

  @COSP-2.1-7
  Rule: Whether the list has the newcomer's own entry is left open

    Example: the own entry in the list
      Given "alice" is registered
      When "newcomer" registers
      Then it is recorded whether "newcomer" is in its own list

  @COSP-2.1-8
  Rule: Which identifiers a server gives is left open, as long as they differ

    Example: the first identifier, and how they grow
      Given "alice" is registered
      When "client 1" to "client 6" register one after the other
      Then it is recorded which identifier the first client of all has got
      And it is recorded by how much the identifiers of "client 1" to "client 6" grow

    Example: the identifier of a client that has left
      Given "alice" and "bob" are registered
      And "bob" has left
      When "client 1" to "client 4" register one after the other
      Then it is recorded whether one of "client 1" to "client 4" has the identifier that "bob" had

  @COSP-2.1-9
  Rule: What becomes of a request right behind the pseudonym is left open

    Example: a message to everybody that does not wait for the acceptance
      Given "alice" is registered
      And "newcomer" has connected without registering
      When "newcomer" asks for a pseudonym and, without waiting, sends "too early" to everybody
      Then it is recorded whether "too early" of "newcomer" reaches "alice"
