@server
Feature: 1 Data and codes: texts

  Pseudonyms and messages are UTF-8. A server passes them on byte for byte: it trims nothing, turns no line
  ending into another and no letter into another form.

  @COSP-1-2
  Rule: Pseudonyms and messages travel unchanged, byte for byte

    @needs-COSP-1-3
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
        | a replacement character        | "a\\u{FFFD}b"                                |
        | a variation selector           | "\\u{2764}\\u{FE0F}"                         |
        | characters for private use     | "\\u{E000}\\u{F8FF}"                         |
        | spaces and nothing else        | "   "                                        |
        | a newline and nothing else     | "\\n"                                        |
        | control characters             | "\\u{1}\\u{1B}[31m\\u{7F}\\u{85}"            |
        | bytes that could be a frame    | the bytes 00 00 02 68 69                     |
        | capital and small letters      | "ÀÉ Éa STRASSE straße İI"                    |
        | what HTML and others escape    | "<b>1 & 2</b> &amp; 'a' %s %20 ${x} \\\\n"   |

    @needs-COSP-1-3
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
        | a replacement character       | "b\\u{FFFD}b"                  |
        | NUL                           | "b\\0b"                        |
        | a newline                     | "bob\\nbob"                    |
        | carriage return and newline   | "bob\\r\\nbob"                 |
        | spaces around it              | "  bonnie \\t "                |
        | capital and small letters     | "BoB ÀÉ İI"                    |
        | what HTML and others escape   | "<b>1 & 2</b> &amp; 'a' %20"   |
