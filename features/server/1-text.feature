@server
Feature: 1 Data and codes: texts and their sizes

  Pseudonyms and messages are UTF-8. A server passes them on byte for byte: it trims nothing, turns no line
  ending into another and no letter into another form. In front of each text stands its size in bytes, which
  is more than the number of its characters as soon as there is one that is not ASCII.

  @COSP-1-2
  Rule: Pseudonyms and messages travel unchanged, byte for byte

    Scenario Outline: a message with <what>
      Given "alice" and "bob" are registered
      When "alice" sends <text> to everybody
      Then "bob" receives <text> from "alice" as a message to everybody
      When "alice" sends <text> to "bob"
      Then "bob" receives <text> from "alice" as a message to it alone

      Examples:
        | what                           | text                                         |
        | characters of 1 to 4 bytes     | "aé日😀"                                     |
        | the first and last of 2 bytes  | "\\u{80}\\u{7FF}"                            |
        | the first and last of 3 bytes  | "\\u{800}\\u{FFFF}"                          |
        | the first and last of 4 bytes  | "\\u{10000}\\u{10FFFF}"                      |
        | combining marks                | "e\\u{301}é o\\u{302}\\u{323}"               |
        | joined emoji                   | "👩\\u{200D}👩\\u{200D}👧"                   |
        | text from right to left        | "שלום \\u{202E}مرحبا\\u{202C}"               |
        | NUL                            | "a\\0b\\0"                                   |
        | newlines                       | "\\none\\ntwo\\n"                            |
        | carriage returns and newlines  | "one\\r\\ntwo\\r\\n"                         |
        | spaces around it               | "  hello \\t "                               |
        | a byte order mark              | "\\u{FEFF}hello"                             |
        | control characters             | "\\u{1}\\u{1B}[31m\\u{7F}\\u{85}"            |
        | bytes that could be a frame    | the bytes 00 00 02 68 69                     |

    Scenario Outline: a pseudonym with <what>
      Given "alice" is registered
      And "bob" is registered as <text>
      When "carol" registers
      Then "alice" is told that "bob" and "carol" have joined
      And the list of "carol" has "alice" and "bob"

      Examples:
        | what                          | text                           |
        | characters of 1 to 4 bytes    | "aé日😀"                       |
        | the limits of 3 and 4 bytes   | "\\u{800}\\u{FFFF}\\u{10FFFF}" |
        | combining marks               | "e\\u{301}é o\\u{302}\\u{323}" |
        | NUL                           | "b\\0b"                        |
        | a newline                     | "bob\\nbob"                    |
        | carriage return and newline   | "bob\\r\\nbob"                 |
        | spaces around it              | "  bob \\t "                   |

  @COSP-1-3
  Rule: A size counts encoded bytes, not characters

    Scenario Outline: a message of <text>
      Given "alice" and "bob" are registered
      When "alice" sends <text> to everybody
      Then "bob" receives <text> from "alice" as a message to everybody
      When "alice" sends <text> to "bob"
      Then "bob" receives <text> from "alice" as a message to it alone

      Examples:
        | text                                |
        | "é"                                 |
        | "日"                                |
        | "😀"                                |
        | a text of 85 characters "日"        |
        | a text of 128 characters "é"        |
        | a text of 64 characters "😀"        |
        | a text of 4681 times "日😀"         |

    Scenario Outline: a pseudonym of <text>
      Given "alice" is registered
      And "bob" is registered as <text>
      When "carol" registers
      Then "alice" is told that "bob" and "carol" have joined
      And the list of "carol" has "alice" and "bob"

      Examples:
        | text                                |
        | "é"                                 |
        | "日"                                |
        | "😀"                                |
        | a text of 85 characters "日"        |
        | a text of 128 characters "é"        |
        | a text of 4681 times "日😀"         |

    Example: a message of many bytes behind a pseudonym of many bytes
      Given "alice" and "bob" are registered
      And "carol" is registered as "日本😀"
      When "carol" sends "été 😀" to everybody
      Then "alice" and "bob" receive "été 😀" from "carol" as a message to everybody

  @COSP-1-8
  Rule: Texts of every size from 1 to 32,767 bytes work

    Scenario Outline: a message to everybody of <size> bytes
      Given "alice", "bob" and "carol" are registered
      When "alice" sends a text of <size> bytes to everybody
      Then "bob" and "carol" receive a text of <size> bytes from "alice" as a message to everybody

      Examples:
        | size  |
        | 1     |
        | 127   |
        | 128   |
        | 255   |
        | 256   |
        | 1024  |
        | 2048  |
        | 4096  |
        | 8192  |
        | 32767 |

    Scenario Outline: a message to one client of <size> bytes
      Given "alice" and "bob" are registered
      When "alice" sends a text of <size> bytes to "bob"
      Then "bob" receives a text of <size> bytes from "alice" as a message to it alone

      Examples:
        | size  |
        | 1     |
        | 127   |
        | 128   |
        | 255   |
        | 256   |
        | 1024  |
        | 2048  |
        | 4096  |
        | 8192  |
        | 32767 |

    Scenario Outline: a pseudonym of <size> bytes
      Given "alice" is registered
      And "bob" is registered as a text of <size> bytes
      When "carol" registers
      Then "alice" is told that "bob" and "carol" have joined
      And the list of "carol" has "alice" and "bob"

      Examples:
        | size  |
        | 1     |
        | 127   |
        | 128   |
        | 255   |
        | 256   |
        | 1024  |
        | 2048  |
        | 4096  |
        | 8192  |
        | 32767 |
