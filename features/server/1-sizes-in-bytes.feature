@server
Feature: 1 Data and codes: sizes are in bytes

  In front of each text stands its size in bytes, which is more than the number of its characters as soon as
  there is one that is not ASCII.

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

      @needs-COSP-1-2 @needs-COSP-1-8
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
