@client
Feature: 5.2 The addressee is absent, told to a client

  Response code -1 is a single byte. The next byte is the next code already. A client that reads an identifier behind it
  is out of step from then on.

  @COSP-5.2-5
  Rule: -1 is one byte, is reported, and the next byte is the next code

    Example: -1 alone
      Given the client is registered as "alice", beside "bob"
      When its user writes "hello" to "bob"
      Then the server gets "hello" to "bob"
      When the server says that the addressee is absent
      Then the client shows all of it

    Example: -1 between two other frames, in one segment
      Given the client is registered as "alice", beside "bob"
      When the server holds back what it sends
      And "bob" writes "before" to everybody
      And the server says that the addressee is absent
      And "bob" writes "behind" to everybody
      And what was held back comes in one segment
      Then the client shows all of it

    Scenario Outline: <frame> directly behind -1
      Given the client is registered as "alice", beside "bob" and "carol"
      When the server holds back what it sends
      And the server says that the addressee is absent
      And <frame>
      And what was held back comes in one segment
      Then the client shows all of it

      Examples:
        | frame                                  |
        | "dave" joins                           |
        | "carol" leaves                         |
        | "bob" writes "hello" to the client     |
        | "carol" asks for a private connection  |
        | the server says that the addressee is absent |

    Example: several -1, one after the other
      Given the client is registered as "alice", beside "bob"
      When its user writes "one" to "bob"
      And its user writes "two" to "bob"
      And "bob" leaves
      And the server says that the addressee is absent
      And the server says that the addressee is absent
      Then the server gets "one" to "bob"
      And the server gets "two" to "bob"
      And the client shows all of it
      And its roster is nobody

    @needs-COSP-6.2-1
    Example: -1 behind an acceptance
      Given the client is registered as "alice", beside "bob"
      When "bob" asks for a private connection
      Then the client shows all of it
      When its user accepts the private connection with "bob"
      Then the server gets its acceptance for "bob"
      When the server says that the addressee is absent
      Then the client shows all of it

    @needs-COSP-6.2-11
    Example: a private connection goes on after -1
      Given the client is registered as "alice", beside "bob" and "carol"
      And the client and "bob" have a private connection
      When its user writes "hello" to "carol"
      Then the server gets "hello" to "carol"
      When the server says that the addressee is absent
      Then the client shows all of it
      When its user sends "still here" to "bob" privately
      And "bob" sends "so am I" privately
      Then "bob" gets "still here" privately
      And the client has received it all from "bob"

    Example: the chat goes on after -1
      Given the client is registered as "alice", beside "bob" and "carol"
      When the server says that the addressee is absent
      Then the client shows all of it
      When its user writes "hello" to "carol"
      And "carol" writes "hello" to the client
      Then the server gets "hello" to "carol"
      And the client shows all of it
