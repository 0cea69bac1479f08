@client
Feature: 1 Data types: integers of a client

  Every integer is signed and big-endian, in what a client reads as in what it writes. A client that reads an
  identifier as unsigned, or takes one byte of two, works with small numbers and fails with others.

  @COSP-1-1
  Rule: Every integer is signed and big-endian

    Scenario Outline: the identifier <identifier> in the list
      Given the client is registered as "alice", beside these:
        | name  | identifier   |
        | bob   | <identifier> |
        | carol | 77           |
      When "bob" writes "from bob" to everybody
      And its user writes "to bob" to "bob"
      Then the client shows all of it
      And the server gets "to bob" to "bob"

      Examples:
        | identifier |
        | -32768     |
        | -32767     |
        | -256       |
        | -255       |
        | -129       |
        | -128       |
        | -2         |
        | -1         |
        | 0          |
        | 127        |
        | 128        |
        | 255        |
        | 256        |
        | 258        |
        | 513        |
        | 32640      |
        | 32767      |

    @needs-COSP-3.2-6
    Scenario Outline: the identifier <identifier> in announcements
      Given the client is registered as "alice", beside "bob"
      When "carol" joins with the identifier <identifier>
      And "carol" writes "hello" to the client
      And "carol" asks for a private connection
      And "carol" leaves
      And "dave" joins with the identifier <identifier>
      Then the client shows all of it
      And its roster is "bob" and "dave"

      Examples:
        | identifier |
        | -32768     |
        | -2         |
        | -1         |
        | 0          |
        | 128        |
        | 256        |
        | 32767      |

    Scenario Outline: a message of <size> bytes
      Given the client is registered as "alice", beside "bob"
      When "bob" writes a text of <size> bytes to everybody
      And its user writes a text of <size> bytes to everybody
      Then the client shows all of it
      And the server gets a text of <size> bytes to everybody

      Examples:
        | size  |
        | 127   |
        | 128   |
        | 255   |
        | 256   |
        | 258   |
        | 32640 |

    @needs-COSP-6.2-11 @needs-COSP-6.3-4
    Scenario Outline: the identifier <identifier>, in private requests and answers
      Given the client is registered as "alice", beside these:
        | name | identifier   |
        | bob  | <identifier> |
      When its user asks "bob" for a private connection
      Then the server gets its request for "bob"
      When "bob" has refused
      And "bob" asks for a private connection
      Then the client shows all of it
      When its user accepts the private connection with "bob"
      Then the server gets its acceptance for "bob"
      When "bob" can be reached by a private connection now
      Then the client opens its private connection with "bob"

      Examples:
        | identifier |
        | -32768     |
        | -1         |
        | 0          |
        | 255        |
        | 256        |
        | 32767      |
