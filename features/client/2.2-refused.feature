@client
Feature: 2.2 Pseudonym already in use, told to a client

  With connection code -1 the pseudonym is refused. The connection stays, and the client asks again on it.

  @COSP-2.2-8
  Rule: A client reports the refusal and can ask again with another pseudonym

    Example: refused once, then accepted
      Given the server has refused the pseudonym "alice"
      When its user asks for the pseudonym "alice 2"
      Then the server gets the pseudonym "alice 2"
      When the server accepts it, with "alice" in the list
      And "alice" writes "hello" to everybody
      Then the client shows all of it
      And its roster is "alice"

    Example: refused twice, then accepted
      Given the server has refused the pseudonym "alice"
      And the server has refused the pseudonym "bob"
      When its user asks for the pseudonym "carol"
      Then the server gets the pseudonym "carol"
      When the server accepts it, with "alice" and "bob" in the list
      Then its roster is "alice" and "bob"

    Example: refused, and the same pseudonym again
      Given the server has refused the pseudonym "alice"
      When its user asks for the pseudonym "alice"
      Then the server gets the pseudonym "alice"
      When the server accepts it, with an empty list
      And its user writes "hello" to everybody
      Then the server gets "hello" to everybody

    Example: refused often
      Given the server has refused the pseudonym "a"
      And the server has refused the pseudonym "ab"
      And the server has refused the pseudonym "abc"
      And the server has refused the pseudonym "abcd"
      And the server has refused the pseudonym "abcde"
      When its user asks for the pseudonym "f"
      Then the server gets the pseudonym "f"
      When the server accepts it, with "a" in the list
      Then its roster is "a"

    Example: the refused pseudonym is not the client's own afterwards
      Given the server has refused the pseudonym "bob"
      When its user asks for the pseudonym "alice"
      Then the server gets the pseudonym "alice"
      When the server accepts it, with "bob" in the list
      And "bob" writes "I am bob" to everybody
      And "bob" leaves
      Then the client shows all of it
      And its roster is nobody
