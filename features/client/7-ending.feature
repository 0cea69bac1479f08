@client
Feature: 7 When a client cannot go on

  The server may close at any moment, or say what nobody understands. A user must not sit in front of a client that
  looks as if it were still there.

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

    Scenario Outline: the server <ends> the connection while a private request is not answered
      Given the client is registered as "alice", beside "bob"
      When its user asks "bob" for a private connection
      Then the server gets its request for "bob"
      When the server <ends> the connection
      Then the client reports it and ends

      Examples:
        | ends   |
        | closes |
        | resets |

    Example: the server closes while the user has not answered a private request
      Given the client is registered as "alice", beside "bob"
      When "bob" asks for a private connection
      And the server closes the connection
      Then the client reports it and ends

    @needs-COSP-6.2-11
    Example: the server closes while a private connection is open
      Given the client is registered as "alice", beside "bob"
      And the client and "bob" have a private connection
      When the server closes the connection
      Then the client reports it and ends

    Example: the server closes after a refusal of the pseudonym
      Given the server has refused the pseudonym "alice"
      When the server closes the connection
      Then the client reports it and ends

    Example: an unknown code after a refusal of the pseudonym
      Given the server has refused the pseudonym "alice"
      When its user asks for the pseudonym "bob"
      Then the server gets the pseudonym "bob"
      When the server sends the bytes 05
      Then the client reports it and ends

    Example: an unknown code while a private request is not answered
      Given the client is registered as "alice", beside "bob"
      When its user asks "bob" for a private connection
      Then the server gets its request for "bob"
      When the server sends the bytes 09 [bob]
      Then the client reports it and ends

    Example: the server closes in the middle of the list
      Given the client has asked for the pseudonym "alice"
      When the server sends the bytes 00 00 02 00 05 00 03 62 6f
      And the server closes the connection
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
