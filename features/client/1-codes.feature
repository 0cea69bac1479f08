@client
Feature: 1 Codes: what a client sends

  A client sends its pseudonym without any code, and afterwards five kinds of requests.

  @COSP-1-9
  Rule: A client sends its pseudonym, then frames with the five request codes, and nothing else

    @needs-COSP-7-8
    Example: one request of each kind
      Given the client is registered as "alice", beside "bob" and "carol"
      When its user writes "hello" to everybody
      And its user writes "hello" to "bob"
      And its user asks "bob" for a private connection
      And "carol" asks for a private connection
      Then the client shows all of it
      When its user refuses the private connection with "carol"
      Then the server gets "hello" to everybody
      And the server gets "hello" to "bob"
      And the server gets its request for "bob"
      And the server gets its refusal for "carol"

    Example: nothing unasked while others come, write and go
      Given the client is registered as "alice", beside "bob"
      When "carol" and "dave" join
      And "bob" and "carol" write 3 messages to everybody
      And "dave" writes "hello" to the client
      And "carol" asks for a private connection
      And "dave" leaves
      Then the client shows all of it
      And the server has got nothing

    Example: nothing unasked while hundreds of messages come, one after the other
      Given the client is registered as "alice", beside "bob"
      When "bob" writes 500 messages to everybody
      Then the client shows all of it
      And the server has got nothing

    Example: nothing more when the user leaves
      Given the client is registered as "alice", beside "bob"
      When its user writes "goodbye" to everybody
      Then the server gets "goodbye" to everybody
      When its user leaves
      Then the server has got nothing

    Example: many requests, one behind the other
      Given the client is registered as "alice", beside "bob"
      When its user writes "one" to everybody
      And its user writes "two" to "bob"
      And its user writes "three" to everybody
      And its user writes "four" to "bob"
      Then the server gets "one" to everybody
      And the server gets "two" to "bob"
      And the server gets "three" to everybody
      And the server gets "four" to "bob"

    # What the client tells its user is its own matter.
    Example: a pseudonym that its user wants when it has one
      Given the client is registered as "alice", beside "bob"
      When its user tries to ask for the pseudonym "carol"
      Then the server gets whole messages only

    # What becomes of such a text is the client's own matter: it says so, cuts it, or sends it in parts.
    Scenario Outline: a text of <size> bytes to <whom>, which no frame holds
      Given the client is registered as "alice", beside "bob"
      When its user tries to write a text of <size> bytes to <whom>
      Then the server gets whole messages only

      Examples:
        | size  | whom      |
        | 32768 | everybody |
        | 40000 | everybody |
        | 65536 | everybody |
        | 65541 | everybody |
        | 32768 | "bob"     |
        | 65541 | "bob"     |
