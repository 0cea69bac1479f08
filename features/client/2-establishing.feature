@client
Feature: 2 Establishing the connection, by a client

  A client says its pseudonym first, and waits for the answer before it says anything else.

  @COSP-2-1
  Rule: The first bytes are the size of the pseudonym and the pseudonym

    Example: a client registers
      Given the client is connected
      When its user asks for the pseudonym "alice"
      Then the server gets the pseudonym "alice"
      When the server accepts it, with an empty list
      Then the client shows all of it

    Example: nothing is sent before the user has said a pseudonym
      Given the client is connected
      Then the server has got nothing

  @COSP-2-3
  Rule: No request is sent before the pseudonym has been accepted

    Example: the server takes its time
      Given the client has asked for the pseudonym "alice"
      Then the server has got nothing
      When the server accepts it, with "bob" in the list
      And its user writes "hello" to everybody
      Then the server gets "hello" to everybody

    Example: the user is quicker than the server
      Given the client has asked for the pseudonym "alice"
      When its user tries to write "too early" to everybody
      Then the server has got nothing
      When the server accepts it, with "bob" in the list
      Then the client shows all of it
      And the server gets "too early" to everybody, if the client has taken it

    # Whether it keeps the message for later is its own matter.
    Example: a message after a refusal
      Given the server has refused the pseudonym "alice"
      When its user tries to write "too early" to everybody
      Then the server has got nothing
      When its user asks for the pseudonym "alice 2"
      Then the server gets the pseudonym "alice 2"
      When the server accepts it, with "alice" in the list
      Then the client shows all of it
      And the server gets whole messages only

    Example: after a refusal
      Given the server has refused the pseudonym "alice"
      Then the server has got nothing
      When its user asks for the pseudonym "alice 2"
      Then the server gets the pseudonym "alice 2"
      When the server accepts it, with "alice" in the list
      Then the client shows all of it
