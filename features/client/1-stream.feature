@client
Feature: 1 Data types: the stream that a client reads

  TCP is a stream. A frame can come in pieces, cut anywhere, and many frames can come in one piece. A client that takes
  what one read gives it for one frame works on a quiet day and fails on a busy one.

  @COSP-1-5
  Rule: A frame that arrives in pieces is the same frame

    Scenario Outline: <frame>, cut after each of its bytes
      Given the client is registered as "alice", beside "bob" and "carol"
      When the server sends <frame> in two pieces, cut after each byte in turn
      Then each of them has its whole effect

      Examples:
        | frame                          |
        | a message to everybody         |
        | a message to the client        |
        | a joining                      |
        | a departure                    |
        | a private request              |
        | an acceptance                  |
        | a refusal                      |

    Example: the answer with the list, byte by byte
      Given the client has asked for the pseudonym "alice"
      When the server holds back what it sends
      And the server accepts it, with "bob", "carol" and "Zoé" in the list
      And what was held back comes byte by byte
      Then the client shows all of it

    @needs-COSP-1-1
    Example: the answer with a long list, in two pieces
      Given the client has asked for the pseudonym "alice"
      When the server holds back what it sends
      And the server accepts it, with 300 others in the list
      And what was held back comes in two pieces, cut after byte 2001
      Then the client shows all of it

    Example: a long message, in two pieces
      Given the client is registered as "alice", beside "bob"
      When the server holds back what it sends
      And "bob" writes a text of 32767 bytes to everybody
      And what was held back comes in two pieces, cut after byte 16000
      Then the client shows all of it

    Example: many frames, byte by byte
      Given the client is registered as "alice", beside "bob"
      When the server holds back what it sends
      And "carol" and "dave" join
      And "carol", "dave" and "bob" write 2 messages to everybody
      And "dave" leaves
      And what was held back comes byte by byte
      Then the client shows all of it

    @needs-COSP-1-6
    Example: a mixture of all kinds, cut after each of its bytes
      Given the client is registered as "alice", beside "bob" and "carol"
      When the server sends a mixture of all in two pieces, cut after each byte in turn
      Then each of them has its whole effect

  @COSP-1-6
  Rule: Frames that arrive together are all handled, at once and in order

    Example: one frame of each kind in one segment
      Given the client is registered as "alice", beside "bob" and "carol"
      When the server holds back what it sends
      And "dave" joins
      And "dave" writes "one" to everybody
      And "bob" writes "two" to the client
      And "carol" asks for a private connection
      And "carol" leaves
      And "bob" writes "three" to everybody
      And what was held back comes in one segment
      Then the client shows all of it
      And its roster is "bob" and "dave"

    Example: messages directly behind the list
      Given the client has asked for the pseudonym "alice"
      When the server holds back what it sends
      And the server accepts it, with "bob" in the list
      And "carol" joins
      And "bob" writes "welcome" to everybody
      And "carol" writes "welcome too" to the client
      And what was held back comes in one segment
      Then the client shows all of it

    Example: hundreds of small frames in one segment
      Given the client is registered as "alice", beside "bob" and "carol"
      When the server holds back what it sends
      And "bob" and "carol" write 200 messages to everybody
      And what was held back comes in one segment
      Then the client shows all of it

    Example: three long messages in one segment
      Given the client is registered as "alice", beside "bob"
      When the server holds back what it sends
      And "bob" writes a text of 20000 bytes to everybody
      And "bob" writes a text of 20001 bytes to the client
      And "bob" writes a text of 20002 bytes to everybody
      And what was held back comes in one segment
      Then the client shows all of it

    Example: two departures in one segment
      Given the client is registered as "alice", beside "bob", "carol" and "dave"
      When the server holds back what it sends
      And "bob" and "dave" leave
      And what was held back comes in one segment
      Then its roster is "carol"
