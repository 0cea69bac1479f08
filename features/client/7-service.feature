@client
Feature: 7 What a client copes with

  @COSP-7-8
  Rule: Messages, updates and requests may come at any time

    Example: between a message and the answer that the addressee is absent
      Given the client is registered as "alice", beside "bob" and "carol"
      When its user writes "hello" to "bob"
      Then the server gets "hello" to "bob"
      When "dave" joins
      And "carol" writes "hello" to everybody
      And "bob" leaves
      And the server says that the addressee is absent
      And "dave" writes "hello" to the client
      Then the client shows all of it

    Example: between a private request and its acceptance
      Given the client is registered as "alice", beside "bob" and "carol"
      When its user asks "bob" for a private connection
      Then the server gets its request for "bob"
      When "dave" joins
      And "carol" writes "hello" to everybody
      And "bob" writes "wait" to the client
      And "carol" asks for a private connection
      And "carol" leaves
      And "bob" has accepted
      Then the client opens its private connection with "bob"

    Example: between an acceptance and the permission to connect
      Given the client is registered as "alice", beside "bob" and "carol"
      When "bob" asks for a private connection
      Then the client shows all of it
      When its user accepts the private connection with "bob"
      Then the server gets its acceptance for "bob"
      When "carol" writes "hello" to everybody
      And "dave" joins
      And "bob" can be reached by a private connection now
      And "dave" leaves
      Then the client opens its private connection with "bob"

    Example: while its user writes
      Given the client is registered as "alice", beside "bob"
      When "bob" writes "one" to everybody
      And its user writes "two" to everybody
      And "bob" writes "three" to the client
      And its user writes "four" to "bob"
      And "carol" joins
      And its user writes "five" to everybody
      Then the client shows all of it
      And the server gets "two" to everybody
      And the server gets "four" to "bob"
      And the server gets "five" to everybody

  @COSP-7-9
  Rule: An unknown code, or the server's closing, is reported, and the client ends in good order

    Scenario Outline: the unknown response code <code>
      Given the client is registered as "alice", beside "bob"
      When "bob" writes "before" to everybody
      And the server sends the bytes <code> 00 01 00 00
      Then the client reports it and ends

      Examples:
        | code |
        | 07   |
        | 40   |
        | 7f   |
        | 80   |
        | fd   |

    Scenario Outline: the unknown connection code <code>
      Given the client has asked for the pseudonym "alice"
      When the server sends the bytes <code> 00 00
      Then the client reports it and ends

      Examples:
        | code |
        | 01   |
        | fe   |

    Scenario Outline: the server <closes> the connection of a registered client
      Given the client is registered as "alice", beside "bob"
      When "bob" writes "before" to everybody
      Then the client shows all of it
      When the server <closes> the connection
      Then the client reports it and ends

      Examples:
        | closes |
        | closes |
        | resets |

    Example: the server closes before it has answered the pseudonym
      Given the client has asked for the pseudonym "alice"
      When the server closes the connection
      Then the client reports it and ends

    Example: the server closes in the middle of a frame
      Given the client is registered as "alice", beside "bob"
      When the server sends the bytes 02 [bob] 00 05 68 65
      And the server closes the connection
      Then the client reports it and ends

    Example: the client connects again afterwards
      Given the client is registered as "alice", beside "bob"
      When the server closes the connection
      Then the client reports it and ends
      When its user connects again and asks for the pseudonym "alice"
      Then the server gets the pseudonym "alice"
      When the server accepts it, with "carol" in the list
      Then its roster is "carol"
