@client
Feature: 2.1 Pseudonym accepted: the list that a client shows

  With connection code 0 comes the list of those who are there. It can be empty, and it can be long.

  @COSP-2.1-6
  Rule: A client shows the whole list

    Scenario Outline: a list of <count>
      Given the client has asked for the pseudonym "alice"
      When the server accepts it, with <count> others in the list
      Then the client shows all of it
      And its roster is all <count> others

      Examples:
        | count |
        | 2     |
        | 100   |

      # Whoever comes behind them has an identifier of two bytes.
      @needs-COSP-1-1
      Examples:
        | count |
        | 127   |
        | 128   |
        | 256   |
        | 1000  |

      @needs-COSP-1-1 @needs-COSP-1-5
      Examples:
        | count |
        | 10000 |
        | 32767 |

    @needs-COSP-1-8 @needs-COSP-1-5
    Example: a list of more than a mebibyte
      Given the client has asked for the pseudonym "alice"
      When the server accepts it, with 40 others in the list, whose pseudonyms have 32767 bytes
      Then the client shows all of it

    Example: an empty list
      Given the client has asked for the pseudonym "alice"
      When the server accepts it, with an empty list
      Then its roster is nobody

    Example: one other
      Given the client has asked for the pseudonym "alice"
      When the server accepts it, with "bob" in the list
      Then its roster is "bob"

    Example: the list may have the client itself
      Given the client has asked for the pseudonym "alice"
      When the server accepts it, with "bob" and the client itself in the list
      Then its roster is "bob"
      When "bob" writes "hello" to everybody
      Then the client shows all of it

    Example: the client itself may be in the middle of the list
      Given the client has asked for the pseudonym "alice"
      When the server accepts it, with "bob", "carol", "dave" and "erin" and the client itself in the list
      Then its roster is "bob", "carol", "dave" and "erin"

    @needs-COSP-7-9
    Example: the list of an earlier connection is forgotten
      Given the client is registered as "alice", beside "bob"
      When the server closes the connection
      Then the client reports it and ends
      When its user connects again and asks for the pseudonym "alice"
      Then the server gets the pseudonym "alice"
      When the server accepts it, with "carol" in the list
      Then its roster is "carol"

    @needs-COSP-3-1
    Example: the server may announce the client to itself
      Given the client is registered as "alice", beside "bob"
      When the server announces the client itself
      Then its roster is "bob"
      When "bob" writes "hello" to everybody
      Then the client shows all of it
      And its roster is "bob"
