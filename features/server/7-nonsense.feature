@server
Feature: 7 Service: clients that break the protocol

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

    Example: half a message and then silence
      Given "alice", "bob" and "mallory" are registered
      When "mallory" breaks the protocol with the bytes 00 00 05 68 65
      Then the service goes on for "alice" and "bob"

    Scenario Outline: half <what>, and then "mallory" <goes>
      Given "alice", "bob" and "mallory" are registered
      When "mallory" breaks the protocol with the bytes <bytes>
      And "mallory" <goes>
      Then the service goes on for "alice" and "bob"

      Examples:
        | what              | bytes             | goes                    |
        | a message         | 00 00 05 68 65    | leaves                  |
        | a message         | 00 00 05 68 65    | leaves by a reset       |
        | a message         | 00 00 05 68 65    | closes its sending half |
        | a private request | 02 00 00          | leaves                  |
        | a refusal         | ff                | leaves by a reset       |

    Scenario Outline: half a pseudonym, and then "mallory" <goes>
      Given "alice" and "bob" are registered
      When "mallory" breaks the protocol with the bytes 00 07 6d 61 6c
      And "mallory" <goes>
      Then the service goes on for "alice" and "bob"

      Examples:
        | goes                    |
        | leaves                  |
        | leaves by a reset       |
        | closes its sending half |

    Scenario Outline: messages are under way to "mallory", and it <goes>
      Given "alice", "bob" and "mallory" are registered
      And "mallory" has stopped reading
      When "alice" and "bob" send 100 numbered messages to everybody
      And "mallory" <goes>
      Then "alice" and "bob" receive the 100 numbered messages of "alice" and "bob" to everybody
      And the service goes on for "alice" and "bob"

      Examples:
        | goes              |
        | leaves            |
        | leaves by a reset |

    Scenario Outline: "mallory" asks for a pseudonym and <goes> before it is answered
      Given "alice" and "bob" are registered
      When "mallory" asks for the pseudonym "mallory"
      And "mallory" <goes>
      Then the service goes on for "alice" and "bob"

      Examples:
        | goes              |
        | leaves            |
        | leaves by a reset |

    Scenario Outline: another protocol on a new connection: <protocol>
      Given "alice" and "bob" are registered
      When "mallory" speaks another protocol: <text>
      Then the service goes on for "alice" and "bob"

      Examples:
        | protocol | text                                                              |
        | HTTP     | "GET / HTTP/1.1\\r\\nHost: chat\\r\\n\\r\\n"                      |
        | TLS      | the bytes 16 03 01 00 2d 01 00 00 29 03 03 61 81 4e d5 68 26 0c 16 6f 69 db 2b 18 55 09 ec 54 8d 46 51 58 da be 46 68 e8 9d 9c e4 fa 51 da 00 00 02 13 01 01 00 |
        | SSH      | "SSH-2.0-OpenSSH_9.6\\r\\n"                                       |

    Scenario Outline: another protocol from a registered client: <protocol>
      Given "alice", "bob" and "mallory" are registered
      When "mallory" speaks another protocol: <text>
      Then the service goes on for "alice" and "bob"

      Examples:
        | protocol | text                                                              |
        | HTTP     | "GET / HTTP/1.1\\r\\nHost: chat\\r\\n\\r\\n"                      |
        | TLS      | the bytes 16 03 01 00 2d 01 00 00 29 03 03 61 81 4e d5 68 26 0c 16 6f 69 db 2b 18 55 09 ec 54 8d 46 51 58 da be 46 68 e8 9d 9c e4 fa 51 da 00 00 02 13 01 01 00 |

    Scenario Outline: random bytes from registered clients, seed <seed>
      Given "alice", "bob", "mallory", "mark" and "mona" are registered
      When "mallory", "mark" and "mona" send 5000 random bytes, seed <seed>
      Then the service goes on for "alice" and "bob"

      Examples:
        | seed |
        | 2    |
        | 100  |
        | 276  |

    Example: random bytes from clients that are not registered
      Given "alice" and "bob" are registered
      When "mallory", "mark" and "mona" send 5000 random bytes, seed 300
      Then the service goes on for "alice" and "bob"

    Scenario Outline: 50 connections that are <ended> as soon as they are open
      Given "alice" and "bob" are registered
      When 50 connections are opened and at once <ended>
      Then the service goes on for "alice" and "bob"

      Examples:
        | ended  |
        | closed |
        | reset  |

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
