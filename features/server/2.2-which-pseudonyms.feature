@server
Feature: 2.2 Which pseudonyms are in use

  A pseudonym is in use from its holder's acceptance to its holder's departure. Two pseudonyms are the same
  when all their bytes are; what else counts as the same is the server's choice.

  @COSP-2.2-5
  Rule: A pseudonym is free again once its holder has left

    Example: after an orderly close
      Given "alice" and "bob" are registered
      And "bob" has left
      When "newcomer" asks for the pseudonym of "bob"
      Then "newcomer" is accepted
      And "alice" is told that "newcomer" has joined

    Example: after a reset
      Given "alice" and "bob" are registered
      And "bob" has left by a reset
      When "newcomer" asks for the pseudonym of "bob"
      Then "newcomer" is accepted

    Example: at the moment at which the departure is announced
      Given "alice" and "bob" are registered
      When "bob" leaves
      And "newcomer" asks for the pseudonym of "bob" as soon as "alice" is told that "bob" has left
      Then "newcomer" is accepted

    Scenario Outline: whatever it is: <pseudonym>
      Given "alice" is registered
      And "bob" is registered as <pseudonym>
      And "bob" has left
      When "newcomer" asks for the pseudonym of "bob"
      Then "newcomer" is accepted

      Examples:
        | pseudonym           |
        | "aé日😀"            |
        | "two words"         |
        | a text of 300 bytes |

    Example: after a connection that ends inside a frame
      Given "alice" and "bob" are registered
      And "bob" has left inside a frame
      When "newcomer" asks for the pseudonym of "bob"
      Then "newcomer" is accepted

    Example: after somebody else was refused it
      Given "alice" and "bob" are registered
      And "refused" has been refused the pseudonym of "bob"
      And "bob" has left
      When "newcomer" asks for the pseudonym of "bob"
      Then "newcomer" is accepted

    Example: from hand to hand
      Given "alice" is registered
      When "bob" registers and leaves 20 times
      And "bob" registers
      Then "alice" is told that "bob" has joined

    Example: the pseudonyms of dozens that left together
      Given "alice" is registered
      And "client 1" to "client 24" are registered
      And "client 1" to "client 24" have left
      When "client 1" to "client 24" register at once
      Then "alice" is told that "client 1" to "client 24" have joined

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

  @COSP-2.2-9
  Rule: Whether the connection stays open after a refusal is left open

    Example: asking again on the same connection
      Given "alice" is registered
      And "newcomer" has been refused the pseudonym of "alice"
      Then it is recorded whether "newcomer" can ask again on the same connection

  @COSP-2.2-10
  Rule: Whether pseudonyms in another case, or another Unicode form, are the same is left open

    Scenario Outline: <first> and <second>
      Given "alice" is registered as <first>
      When "bob" asks for the pseudonym <second>
      Then it is recorded whether "bob" has asked for the same pseudonym, as to "<key>"

      Examples:
        | first         | second         | key          |
        | "Alice"       | "alice"        | case         |
        | "caf\u{e9}"   | "cafe\u{301}"  | unicode form |

  @COSP-2.2-11
  Rule: What becomes of a pseudonym right behind a refused one is left open

    Example: a second pseudonym that does not wait for the refusal
      Given "alice" is registered
      And "newcomer" has connected without registering
      When "newcomer" asks for the pseudonym of "alice" and, without waiting, for another one
      Then it is recorded what becomes of the second pseudonym of "newcomer"
