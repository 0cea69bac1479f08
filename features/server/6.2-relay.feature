@server
Feature: 6.2 Private TCP connection: the relay

  After response codes 5 and 6 each of the two opens a new connection to the server, from the port that it declared.
  From then on the server carries raw bytes from one to the other and understands none of them: there are no
  frames on a private connection, and no first bytes that say who connects.

  @COSP-6.2-4
  Rule: The bytes that either side sends reach the other side unchanged and in order

    Example: the requester sends to the accepter
      Given "alice" and "bob" are registered
      And "alice" and "bob" have a private connection
      When "alice" sends "hello" on the private connection with "bob"
      Then "bob" receives "hello" on the private connection with "alice"
      And "alice" and "bob" receive nothing

    Example: the accepter sends to the requester
      Given "alice" and "bob" are registered
      And "alice" and "bob" have a private connection
      When "bob" sends "hello" on the private connection with "alice"
      Then "alice" receives "hello" on the private connection with "bob"
      And "alice" and "bob" receive nothing

    Scenario Outline: <first> connects first
      Given "alice" and "bob" are registered
      And "alice" and "bob" have agreed on a private connection
      When "<first>" connects for the private connection with "<second>"
      And "<second>" connects for the private connection with "<first>"
      And "<second>" sends "ping" on the private connection with "<first>"
      Then "<first>" receives "ping" on the private connection with "<second>"
      And "<second>" receives nothing on the private connection with "<first>"

      Examples:
        | first | second |
        | alice | bob    |
        | bob   | alice  |

    Example: the newest client asks the oldest
      Given "alice", "bob" and "carol" are registered
      And "carol" and "alice" have a private connection
      When "carol" sends "hello" on the private connection with "alice"
      Then "alice" receives "hello" on the private connection with "carol"
      And "carol" receives nothing on the private connection with "alice"

    Scenario Outline: bytes that look like frames: <kind>
      Given "alice" and "bob" are registered
      And "alice" and "bob" have a private connection
      When "alice" sends <bytes> on the private connection with "bob"
      And "bob" sends <bytes> on the private connection with "alice"
      Then "bob" receives <bytes> on the private connection with "alice"
      And "alice" receives <bytes> on the private connection with "bob"

      Examples:
        | kind                   | bytes                                    |
        | a pseudonym            | the bytes 00 04 64 61 76 65              |
        | a message to everybody | the bytes 00 00 02 68 69                 |
        | a message to one       | the bytes 01 00 01 00 02 68 69           |
        | a private request      | the bytes 02 00 00 c3 51 00 01           |
        | an acceptance          | the bytes 03 00 00 c3 51 00 01           |
        | a refusal, or -1       | the bytes ff 00 01                       |
        | a list                 | the bytes 00 00 01 00 01 00 02 68 69     |
        | the answers 4, 5 and 6 | the bytes 04 00 01 05 00 01 06 00 01     |
        | an answer -2           | the bytes fe 00 01                       |
        | no code at all         | the bytes 7f 80 ff ff ff ff ff ff ff ff  |

    Scenario Outline: <bytes>
      Given "alice" and "bob" are registered
      And "alice" and "bob" have a private connection
      When "alice" sends <bytes> on the private connection with "bob"
      Then "bob" receives <bytes> on the private connection with "alice"

      Examples:
        | bytes                 |
        | the bytes 00          |
        | the bytes ff          |
        | "\r\n"                |
        | a text of 32768 bytes |

    Example: one byte at a time
      Given "alice" and "bob" are registered
      And "alice" and "bob" have a private connection
      When "alice" sends "byte by byte" one byte at a time on the private connection with "bob"
      Then "bob" receives "byte by byte" on the private connection with "alice"

    @needs-COSP-6.2-15
    Example: 64 MiB in both directions at the same time
      Given "alice" and "bob" are registered
      And "alice" and "bob" have a private connection
      When "alice" and "bob" send each other 64 MiB on their private connection
      Then "alice" and "bob" receive all of it on their private connection

    @needs-COSP-6.2-15
    Example: a side that does not read for a while can still send
      Given "alice" and "bob" are registered
      And "alice" and "bob" have a private connection
      And "alice" stops reading the private connection with "bob"
      When "alice" and "bob" send each other 16 MiB on their private connection
      Then "bob" receives all of it on the private connection with "alice"
      And "alice" receives all of it on the private connection with "bob" once it reads again
