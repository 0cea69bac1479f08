@server
Feature: 7 Service: frames that nobody should send

  Only the server's own closing ends the service. Whatever one client sends, and however its connection ends,
  the others keep theirs: they can still write to each other, and new clients can register. "mallory" is the
  client that breaks the rules.

  @COSP-7-1
  Rule: Whatever a client sends and however it goes, the service goes on for all others

    Scenario Outline: request code <code>, which is unknown
      Given "alice", "bob" and "mallory" are registered
      When "mallory" breaks the protocol with the bytes <byte>
      Then the service goes on for "alice" and "bob"

      Examples:
        | code | byte |
        | 4    | 04   |
        | 5    | 05   |
        | 6    | 06   |
        | 7    | 07   |
        | -2   | fe   |
        | -3   | fd   |
        | 100  | 64   |
        | 127  | 7f   |
        | -128 | 80   |

    Example: unknown request codes while others write
      Given "alice", "bob" and "mallory" are registered
      When "alice" and "bob" send 50 numbered messages to each other
      And "mallory" breaks the protocol with the bytes 07 07 07 07
      Then "alice" and "bob" receive the 50 numbered messages of "alice" and "bob" to each other
      And the service goes on for "alice" and "bob"

    Scenario Outline: a message to everybody of size <size>
      Given "alice", "bob" and "mallory" are registered
      When "mallory" breaks the protocol with the bytes 00 <bytes> 68 65 6c 6c 6f
      Then the service goes on for "alice" and "bob"

      Examples:
        | size   | bytes |
        | -1     | ff ff |
        | -32768 | 80 00 |

    Scenario Outline: a message to one client of size <size>
      Given "alice", "bob" and "mallory" are registered
      When "mallory" breaks the protocol with the bytes 01 [alice] <bytes> 68 65 6c 6c 6f
      Then the service goes on for "alice" and "bob"

      Examples:
        | size   | bytes |
        | -1     | ff ff |
        | -32768 | 80 00 |

    Scenario Outline: a pseudonym of size <size>
      Given "alice" and "bob" are registered
      When "mallory" breaks the protocol with the bytes <bytes> 68 65 6c 6c 6f
      Then the service goes on for "alice" and "bob"

      Examples:
        | size   | bytes |
        | -1     | ff ff |
        | -32768 | 80 00 |

    Scenario Outline: a private request with port <port>
      Given "alice", "bob" and "mallory" are registered
      When "mallory" breaks the protocol with the bytes 02 <bytes> [alice]
      Then the service goes on for "alice" and "bob"

      Examples:
        | port        | bytes       |
        | 0           | 00 00 00 00 |
        | 65536       | 00 01 00 00 |
        | -1          | ff ff ff ff |
        | 2147483647  | 7f ff ff ff |
        | -2147483648 | 80 00 00 00 |

    Scenario Outline: an acceptance with port <port>
      Given "alice", "bob" and "mallory" are registered
      And "alice" has asked "mallory" for a private connection
      When "mallory" breaks the protocol with the bytes 03 <bytes> [alice]
      Then the service goes on for "alice" and "bob"

      Examples:
        | port        | bytes       |
        | 0           | 00 00 00 00 |
        | 65536       | 00 01 00 00 |
        | -1          | ff ff ff ff |
        | -2147483648 | 80 00 00 00 |

  @COSP-7-4
  Rule: A frame that cannot be parsed ends its sender's connection, which is announced as a departure

    Scenario Outline: request code <code>, which is unknown
      Given "alice", "bob" and "mallory" are registered
      When "mallory" breaks the protocol with the bytes <byte>
      Then the server ends the connection of "mallory"
      And "alice" and "bob" are told that "mallory" has left

      Examples:
        | code | byte |
        | 4    | 04   |
        | 7    | 07   |
        | -2   | fe   |
        | 127  | 7f   |
        | -128 | 80   |

    @needs-COSP-1-6
    Example: an unknown request code behind a message
      Given "alice", "bob" and "mallory" are registered
      When "mallory" breaks the protocol with the bytes 00 00 02 68 69 07
      Then "alice" and "bob" receive "hi" from "mallory" as a message to everybody
      And the server ends the connection of "mallory"
      And "alice" and "bob" are told that "mallory" has left

    Example: a message behind an unknown request code
      Given "alice", "bob" and "mallory" are registered
      When "mallory" breaks the protocol with the bytes 07 00 00 02 68 69
      Then the server ends the connection of "mallory"
      And "alice" and "bob" are told that "mallory" has left
      And "alice" and "bob" receive nothing
