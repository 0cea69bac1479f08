@client
Feature: 4 Message to everybody, written and shown by a client

  @COSP-4-1
  Rule: A message to everybody goes out as request code 0, size and text

    Example: one message
      Given the client is registered as "alice", beside "bob"
      When its user writes "hello" to everybody
      Then the server gets "hello" to everybody

    Example: nobody else is there
      Given the client is registered as "alice"
      When its user writes "is anybody there?" to everybody
      Then the server gets "is anybody there?" to everybody

    Example: several messages
      Given the client is registered as "alice", beside "bob"
      When its user writes "one" to everybody
      And its user writes "two" to everybody
      And its user writes "two" to everybody
      Then the server gets "one" to everybody
      And the server gets "two" to everybody
      And the server gets "two" to everybody

    Scenario Outline: a text that looks like <what> is a text
      Given the client is registered as "alice", beside "bob"
      When its user writes <text> to everybody
      Then the server gets <text> to everybody

      Examples:
        | what                | text     |
        | a command           | "/quit"  |
        | an addressee        | "@bob x" |
        | a number            | "-1"     |
        | nothing but a space | " "      |

    @needs-COSP-1-8
    Example: a short message behind a long one
      Given the client is registered as "alice", beside "bob"
      When its user writes a text of 32767 bytes to everybody
      And its user writes "behind it" to everybody
      Then the server gets a text of 32767 bytes to everybody
      And the server gets "behind it" to everybody

  @COSP-4-8
  Rule: A client shows the text and the sender's pseudonym of each message, in order

    Example: one message
      Given the client is registered as "alice", beside "bob"
      When "bob" writes "hello" to everybody
      Then the client shows all of it

    Example: several senders in turn
      Given the client is registered as "alice", beside "bob", "carol" and "dave"
      When "bob", "carol" and "dave" write 5 messages to everybody
      Then the client shows all of it

    @needs-COSP-1-5 @needs-COSP-1-6 @needs-COSP-1-8
    Example: a short message directly behind a long one
      Given the client is registered as "alice", beside "bob"
      When the server holds back what it sends
      And "bob" writes a text of 32767 bytes to everybody
      And "bob" writes "behind it" to everybody
      And "bob" writes a text of 32767 bytes to the client
      And "bob" writes "behind that" to the client
      And what was held back comes in one segment
      Then the client shows all of it

    Example: the same text twice is two messages
      Given the client is registered as "alice", beside "bob"
      When "bob" writes "hello" to everybody
      And "bob" writes "hello" to everybody
      Then the client shows all of it

    Example: messages of somebody who has gone since
      Given the client is registered as "alice", beside "bob" and "carol"
      When "bob" writes "I have to go" to everybody
      And "bob" leaves
      And "carol" writes "bye" to everybody
      Then the client shows all of it

    Example: a text that looks like an event
      Given the client is registered as "alice", beside "bob"
      When "bob" writes "carol has left" to everybody
      Then the client shows all of it
      And its roster is "bob"
