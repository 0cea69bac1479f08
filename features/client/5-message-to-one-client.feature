@client
Feature: 5 Message to one client, written and shown by a client

  @COSP-5-1
  Rule: A message to one client goes out as request code 1, identifier, size and text

    Example: one message
      Given the client is registered as "alice", beside "bob" and "carol"
      When its user writes "hello" to "carol"
      Then the server gets "hello" to "carol"

    Example: to several, one after the other
      Given the client is registered as "alice", beside "bob", "carol" and "dave"
      When its user writes "one" to "dave"
      And its user writes "two" to "bob"
      And its user writes "three" to "carol"
      Then the server gets "one" to "dave"
      And the server gets "two" to "bob"
      And the server gets "three" to "carol"

    @needs-COSP-1-8
    Example: a short message behind a long one
      Given the client is registered as "alice", beside "bob"
      When its user writes a text of 32767 bytes to "bob"
      And its user writes "behind it" to "bob"
      Then the server gets a text of 32767 bytes to "bob"
      And the server gets "behind it" to "bob"

    @needs-COSP-6.2-11
    Example: to somebody with whom there is a private connection
      Given the client is registered as "alice", beside "bob"
      And the client and "bob" have a private connection
      When its user writes "hello" to "bob"
      Then the server gets "hello" to "bob"

  @COSP-5-2
  Rule: The user names the addressee by its pseudonym, and the identifier is the one of that moment

    Example: the addressee has come after the client
      Given the client is registered as "alice", beside "bob"
      When "carol" joins with the identifier 50
      Then the client shows all of it
      When its user writes "hello" to "carol"
      Then the server gets "hello" to "carol"

    Example: the addressee has come back under another identifier
      Given the client is registered as "alice", beside "bob" and "carol"
      When "bob" leaves
      And "bob" joins with the identifier 70
      Then its roster is "bob" and "carol"
      When its user writes "hello again" to "bob"
      Then the server gets "hello again" to "bob"

    Example: the addressee has been written to before it went and came back
      Given the client is registered as "alice", beside "bob" and "carol"
      When its user writes "hello" to "bob"
      Then the server gets "hello" to "bob"
      When "bob" leaves
      And "dave" joins with the identifier that "bob" had
      And "bob" joins
      Then its roster is "bob", "carol" and "dave"
      When its user writes "hello again" to "bob"
      And its user writes "hello" to "dave"
      Then the server gets "hello again" to "bob"
      And the server gets "hello" to "dave"

    Example: a pseudonym that looks like an identifier
      Given the client is registered as "alice", beside these:
        | name | identifier |
        | 7    | 8          |
        | 8    | 7          |
      When its user writes "hello" to "7"
      Then the server gets "hello" to "7"

    Example: pseudonyms that begin alike
      Given the client is registered as "alice", beside "bobby", "bob", "bo" and "bob b"
      When its user writes "one" to "bob"
      And its user writes "two" to "bob b"
      And its user writes "three" to "bo"
      Then the server gets "one" to "bob"
      And the server gets "two" to "bob b"
      And the server gets "three" to "bo"

    Example: pseudonyms that differ in small and capital letters
      Given the client is registered as "alice", beside "Bob", "bob" and "BOB"
      When its user writes "one" to "bob"
      And its user writes "two" to "BOB"
      And its user writes "three" to "Bob"
      Then the server gets "one" to "bob"
      And the server gets "two" to "BOB"
      And the server gets "three" to "Bob"

    @needs-COSP-1-2
    Example: pseudonyms that differ in their Unicode forms
      Given the client is registered as "alice"
      When "composed" joins under the pseudonym "Zo\u{E9}"
      And "decomposed" joins under the pseudonym "Zoe\u{301}"
      Then the client shows all of it
      When its user writes "one" to "decomposed"
      And its user writes "two" to "composed"
      Then the server gets "one" to "decomposed"
      And the server gets "two" to "composed"

  @COSP-5.1-4
  Rule: The user can tell a message to itself alone from one to everybody

    Example: the same text both ways
      Given the client is registered as "alice", beside "bob"
      When "bob" writes "hello" to everybody
      And "bob" writes "hello" to the client
      And "bob" writes "hello" to everybody
      Then the client shows all of it

    Example: several senders, to the client alone
      Given the client is registered as "alice", beside "bob" and "carol"
      When "bob" and "carol" write 3 messages to the client
      Then the client shows all of it
