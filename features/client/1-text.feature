@client
Feature: 1 Data types: text of a client

  Pseudonyms and messages are UTF-8, and a size counts bytes. What a user writes and what a user reads is the
  same, whatever the script.

  @COSP-1-2
  Rule: Text is UTF-8 and stays as it is, byte for byte

    Scenario Outline: <what> as messages
      Given the client is registered as "alice", beside "bob"
      When "bob" writes <text> to everybody
      And "bob" writes <text> to the client
      And its user writes <text> to everybody
      And its user writes <text> to "bob"
      Then the client shows all of it
      And the server gets <text> to everybody
      And the server gets <text> to "bob"

      Examples:
        | what                         | text                                       |
        | characters of two bytes      | "Zoé, naïve, ñandú"                        |
        | characters of three bytes    | "日本語 €"                                 |
        | characters of four bytes     | "\u{1F600}\u{10348}\u{1F468}\u{200D}\u{1F469}" |
        | right-to-left text           | "שלום, مرحبا"                              |
        | a combining mark             | "e\u{301} and \u{E9}"                      |
        | a byte order mark            | "\u{FEFF}hello"                            |
        | a variation selector         | "\u{2764}\u{FE0F} and \u{2764}"            |
        | marks of direction           | "\u{200E}a\u{200F}\u{202A}b\u{202E}\u{202C}\u{2066}c\u{2069}" |
        | characters of private use    | "\u{E000} and \u{F8FF}"                    |
        | NUL                          | "a\0b"                                     |
        | a newline                    | "two\nlines"                               |
        | carriage return with newline | "two\r\nlines\r\n"                         |
        | spaces at both ends          | "  hello  "                                |
        | tabs                         | "\thello\t"                                |
        | JSON                         | "{x: [1, 2]}\\n"                           |
        | terminal codes               | "\u{1b}[31mred\u{7}"                       |

    @needs-COSP-5-2
    Scenario Outline: <what> as pseudonyms
      Given the client is connected
      When its user asks for the pseudonym <text>
      Then the server gets the pseudonym <text>
      When the server accepts it, with an empty list
      And "other" joins under the pseudonym <other>
      And "other" writes "hello" to everybody
      And its user writes "hello" to "other"
      Then the client shows all of it
      And the server gets "hello" to "other"

      Examples:
        | what                      | text             | other                    |
        | characters of two bytes   | "Zoé"            | "Noël"                   |
        | characters of three bytes | "日本"           | "語"                     |
        | characters of four bytes  | "\u{1F600}"      | "\u{1F680}\u{1F680}"     |
        | spaces                    | "two words"      | " x "                    |
        | the other Unicode form    | "Zoe\u{301}"     | "Zo\u{E9}"               |
        | a newline                 | "a\nb"           | "c\nd"                   |
        | marks of direction        | "a\u{200F}b"     | "\u{202E}c\u{2069}d"     |

    Example: pseudonyms in the list
      Given the client has asked for the pseudonym "alice"
      When the server accepts it, with somebody called "日本語 \u{1F600} Zoé" in the list
      Then the client shows all of it

  @COSP-1-3
  Rule: A size counts bytes, not characters

    Scenario Outline: <count> characters of <bytes> bytes each
      Given the client is registered as "alice", beside "bob"
      When its user writes a text of <count> characters "<character>" to everybody
      And its user writes a text of <count> characters "<character>" to "bob"
      And its user writes "behind it" to everybody
      And "bob" writes a text of <count> characters "<character>" to everybody
      And "bob" writes "behind it" to everybody
      Then the server gets a text of <count> characters "<character>" to everybody
      And the server gets a text of <count> characters "<character>" to "bob"
      And the server gets "behind it" to everybody
      And the client shows all of it

      Examples:
        | count | bytes | character |
        | 1     | 2     | é         |
        | 100   | 2     | é         |
        | 1     | 3     | 語        |
        | 85    | 3     | €         |
        | 1     | 4     | 😀        |
        | 64    | 4     | 😀        |

    Example: a pseudonym
      Given the client has asked for the pseudonym a text of 20 characters "é"
      When the server accepts it, with an empty list
      And its user writes "hello" to everybody
      Then the server gets "hello" to everybody
