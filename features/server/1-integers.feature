@server
Feature: 1 Data and codes: integers

  Every integer on the wire is signed and big-endian: codes are BYTEs of 8 bits, sizes and identifiers
  SHORTs of 16, ports INTs of 32. Here frames are written out byte by byte; [bob] stands for the two bytes
  of the identifier of "bob".

  @COSP-1-1
  Rule: Integers are signed and big-endian: BYTE 8, SHORT 16, INT 32 bits

    Example: the size of a pseudonym
      Given "alice" is registered
      When "bob" sends the bytes 00 03 62 6f 62
      Then "bob" is accepted
      And "alice" is told that "bob" has joined

    Example: a message to everybody
      Given "alice" and "bob" are registered
      When "alice" sends the bytes 00 00 05 68 65 6c 6c 6f
      Then "bob" receives the bytes 02 [alice] 00 05 68 65 6c 6c 6f

    Example: a message to one client
      Given "alice" and "bob" are registered
      When "alice" sends the bytes 01 [bob] 00 02 68 69
      Then "bob" receives the bytes 03 [alice] 00 02 68 69

    Scenario Outline: a private request, port <port>
      Given "alice" and "bob" are registered
      When "alice" sends the bytes 02 <bytes> [bob]
      Then "bob" receives the bytes 04 [alice]

      Examples:
        | port  | bytes       |
        | 258   | 00 00 01 02 |
        | 32767 | 00 00 7f ff |
        | 61440 | 00 00 f0 00 |
        | 65535 | 00 00 ff ff |

    Scenario Outline: an acceptance, port <port>
      Given "alice" and "bob" are registered
      And "alice" sends the bytes 02 00 00 23 28 [bob]
      And "bob" receives the bytes 04 [alice]
      When "bob" sends the bytes 03 <bytes> [alice]
      Then "alice" receives the bytes 05 [bob]
      And "bob" receives the bytes 06 [alice]

      Examples:
        | port  | bytes       |
        | 258   | 00 00 01 02 |
        | 61440 | 00 00 f0 00 |
        | 65535 | 00 00 ff ff |

    @needs-COSP-6.3-2
    Example: a refusal
      Given "alice" and "bob" are registered
      And "alice" sends the bytes 02 00 00 23 28 [bob]
      And "bob" receives the bytes 04 [alice]
      When "bob" sends the bytes ff [alice]
      Then "alice" receives the bytes fe [bob]

    Scenario Outline: the size of a message of <size> bytes
      Given "alice" and "bob" are registered
      When "alice" sends the bytes 00 <bytes> with a text of <size> bytes behind them
      Then "bob" receives the bytes 02 [alice] <bytes> with a text of <size> bytes behind them
      When "alice" sends the bytes 01 [bob] <bytes> with a text of <size> bytes behind them
      Then "bob" receives the bytes 03 [alice] <bytes> with a text of <size> bytes behind them

      Examples:
        | size  | bytes |
        | 127   | 00 7f |
        | 128   | 00 80 |
        | 255   | 00 ff |
        | 256   | 01 00 |
        | 513   | 02 01 |

      @needs-COSP-1-8
      Examples:
        | size  | bytes |
        | 32640 | 7f 80 |

    Scenario Outline: a pseudonym of <size> bytes
      Given "alice" is registered
      And "bob" is registered as a text of <size> bytes
      When "carol" registers
      Then "alice" is told that "bob" and "carol" have joined
      And the list of "carol" has "alice" and "bob"

      Examples:
        | size |
        | 127  |
        | 128  |
        | 255  |
        | 256  |
        | 513  |

    @needs-COSP-2.1-2 @needs-COSP-2.1-4 @needs-COSP-3-2
    Example: identifiers and counts that need both bytes
      Given "alice" is registered
      When 260 more clients register
      Then all clients have been told of each other
      And messages between "alice" and each of the clients arrive
