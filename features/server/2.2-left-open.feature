@server
Feature: 2.2 The pseudonym is in use: what is left open

  What is the same beyond equal bytes, and what becomes of a refused connection, is the server's to choose; what it does
  is recorded.

  @COSP-2.2-9
  Rule: Whether the connection stays open after a refusal is left open

    Example: asking again on the same connection
      Given "alice" is registered
      And "newcomer" has been refused the pseudonym of "alice"
      Then it is recorded whether "newcomer" can ask again on the same connection

  @COSP-2.2-10
  Rule: Whether pseudonyms in another case, or another Unicode form, are the same is left open

    Scenario Outline: <first> and <second>
      Given "alice" is registered as <first>
      When "bob" asks for the pseudonym <second>
      Then it is recorded whether "bob" has asked for the same pseudonym, as to "<key>"

      Examples:
        | first         | second         | key          |
        | "Alice"       | "alice"        | case         |
        | "caf\u{e9}"   | "cafe\u{301}"  | unicode form |

  @COSP-2.2-11
  Rule: What becomes of a pseudonym right behind a refused one is left open

    Example: a second pseudonym that does not wait for the refusal
      Given "alice" is registered
      And "newcomer" has connected without registering
      When "newcomer" asks for the pseudonym of "alice" and, without waiting, for another one
      Then it is recorded what becomes of the second pseudonym of "newcomer"
