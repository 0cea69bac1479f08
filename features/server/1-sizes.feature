@server
Feature: 1 Data and codes: sizes of texts

  A size is a SHORT, so a text has at most 32,767 bytes, and any size up to that is as good as any other.

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
