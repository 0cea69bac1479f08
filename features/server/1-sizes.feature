@server
Feature: 1 Data and codes: sizes of texts

  In front of each text stands its size in bytes, which is more than the number of its characters as soon as
  there is one that is not ASCII. A size is a SHORT, so a text has at most 32,767 bytes.

  @COSP-1-3
  Rule: A size counts encoded bytes, not characters

    @needs-COSP-1-1
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

      @needs-COSP-1-8
      Examples:
        | text                                |
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

    @needs-COSP-1-1
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

    @needs-COSP-1-1
    Scenario Outline: messages of each size from <first> to <last> bytes
      Given "alice" and "bob" are registered
      When "alice" sends texts of each size from <first> to <last> bytes to everybody
      Then "bob" receives texts of each size from <first> to <last> bytes from "alice" as messages to everybody
      When "alice" sends texts of each size from <first> to <last> bytes to "bob"
      Then "bob" receives texts of each size from <first> to <last> bytes from "alice" as messages to it alone

      Examples:
        | first | last  |
        | 1     | 300   |
        | 500   | 520   |
        | 1010  | 1030  |
        | 2035  | 2055  |
        | 4080  | 4100  |
        | 8180  | 8200  |
        | 16370 | 16390 |
        | 32755 | 32767 |

    Example: a list of many bytes
      Given "alice" is registered as a text of 32767 times "a"
      And "bob" is registered as a text of 32767 times "b"
      And "carol" is registered as a text of 32767 times "c"
      When "newcomer" registers
      Then the list of "newcomer" has "alice", "bob" and "carol"

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
