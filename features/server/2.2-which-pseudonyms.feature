@server
Feature: 2.2 Which pseudonyms are in use

  Two pseudonyms are the same when all their bytes are, and one has one holder at a time.

  @COSP-2.2-6 @needs-COSP-2-2
  Rule: Of several clients that ask for one free pseudonym at the same moment exactly one gets it

    Example: two clients, 20 times over
      Given "alice" is registered
      When "first" and "second" ask for one pseudonym at the same moment, 20 times over
      Then exactly one of them is accepted each time

    Example: dozens of clients, 3 times over
      Given "alice" is registered
      When "client 1" to "client 24" ask for one pseudonym at the same moment, 3 times over
      Then exactly one of them is accepted each time

    Example: nobody else is there
      When "first" and "second" ask for one pseudonym at the same moment, 1 time over
      Then exactly one of them is accepted each time

  @COSP-2.2-7
  Rule: Different pseudonyms are both accepted, however alike they are

    Scenario Outline: <first> and <second>
      Given "alice" is registered as <first>
      When "bob" asks for the pseudonym <second>
      Then "bob" is accepted
      And "alice" is told that "bob" has joined

      Examples:
        | first                                | second                               |
        | "alice"                              | "alicia"                             |
        | "al"                                 | "alice"                              |
        | "robert"                             | "rob"                                |
        | "robin"                              | "obin"                               |
        | "1"                                  | "01"                                 |
        | "grace"                              | "grace\0"                            |
        | "al\0ice"                            | "al\0ways"                           |
        | "Aa"                                 | "BB"                                 |
        | "erin"                               | "rien"                               |
        | "é"                                  | "è"                                  |
        | "😀"                                 | "😁"                                 |

      @needs-COSP-1-2
      Examples:
        | first                                | second                               |
        | "carol"                              | "carol "                             |
        | "dave"                               | " dave"                              |
        | "frank"                              | "\u{FEFF}frank"                      |

      @needs-COSP-1-8
      Examples:
        | first                                | second                               |
        | a text of 32767 bytes ending in "x"  | a text of 32767 bytes ending in "y"  |
        | a text of 32766 bytes                | a text of 32767 bytes                |
