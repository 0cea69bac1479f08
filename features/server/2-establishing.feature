@server
Feature: 2 Establishing the connection

  A client connects and sends its pseudonym. As long as it has not done so, the server sends it nothing.

  @COSP-2-2
  Rule: The server sends nothing before it has a pseudonym

    Example: to a client that has connected
      Given "newcomer" has connected without registering
      When "alice" asks for the pseudonym "alina"
      Then "newcomer" receives nothing
      And "alice" is accepted

    Example: to a client that connects before the others register
      Given "newcomer" has connected without registering
      When "alice" and "bob" register at once
      Then "alice" is told that "bob" has joined
      And "newcomer" receives nothing

    Example: to a client that is connected while the others come and go
      Given "alice" and "bob" are registered
      And "newcomer" has connected without registering
      When "bob" leaves
      And "carol" registers
      Then "alice" is told that "bob" has left
      And "alice" is told that "carol" has joined
      And "newcomer" receives nothing

    Example: to a client that has sent a part of its pseudonym
      Given "alice" and "bob" are registered
      And "newcomer" has connected without registering
      When "newcomer" sends the bytes 00 05 6e 61 6e
      And "bob" leaves
      And "carol" registers
      And "alice" sends "hello" to everybody
      Then "alice" is told that "bob" has left
      And "alice" is told that "carol" has joined
      And "carol" receives "hello" from "alice" as a message to everybody
      And "newcomer" has received nothing at all
