@server
Feature: 7 Service: what is left open

  The RFC says nothing of a pseudonym without bytes, of bytes that are not UTF-8, or of a size that a SHORT
  cannot hold. The suite records what a server does with them; nothing is wrong, as long as the service goes on.

  @COSP-7-7
  Rule: An empty pseudonym, and one that is not UTF-8, are left open

    Example: an empty pseudonym
      When "newcomer" asks for the pseudonym ""
      Then it is recorded whether "newcomer" is accepted, as to "empty pseudonym"

    Example: a pseudonym that is not UTF-8
      When "newcomer" asks for the pseudonym the bytes 62 6f 62 c3 28
      Then it is recorded whether "newcomer" is accepted, as to "not UTF-8"

  @COSP-7-10
  Rule: A size above 32,767, which is negative as a SHORT, is left open

    Example: a message of 40,000 bytes
      Given "alice" and "bob" are registered
      When "alice" sends a text of 40000 bytes to everybody and right behind it "next" to "bob"
      Then it is recorded whether "bob" gets "next" behind a text of 40000 bytes from "alice"

  @COSP-7-11
  Rule: A message that is not UTF-8 is left open

    Example: a message that is not UTF-8
      Given "alice" and "bob" are registered
      When "alice" sends the bytes 68 69 c3 28 to everybody and right behind it "next" to "bob"
      Then it is recorded what "bob" gets of the bytes 68 69 c3 28 from "alice" before "next"
