@server
Feature: 6.2 Private TCP connection: its end

  There is no frame for the end of a private connection. A side that is done closes its connection, and the server
  closes the other side's once it has passed on all that was under way.

  @COSP-6.2-8
  Rule: When one side closes its connection, the other side's ends too, after the bytes under way

    Scenario Outline: <closing> closes, and nothing was sent
      Given "alice" and "bob" are registered
      And "alice" and "bob" have a private connection
      When "<closing>" closes the private connection with "<other>"
      Then the private connection with "<closing>" ends for "<other>"

      Examples:
        | closing | other |
        | alice   | bob   |
        | bob     | alice |

    Example: a side closes after bytes in both directions
      Given "alice" and "bob" are registered
      And "alice" and "bob" have a private connection
      And "alice" and "bob" have sent each other 64 KiB on their private connection
      When "bob" closes the private connection with "alice"
      Then the private connection with "bob" ends for "alice"

    @needs-COSP-6.2-15
    Scenario Outline: <closing> sends 8 MiB and closes at once
      Given "alice" and "bob" are registered
      And "alice" and "bob" have a private connection
      When "<closing>" sends 8 MiB on the private connection with "<other>" and closes it at once
      Then "<other>" receives all of it on the private connection with "<closing>"
      And the private connection with "<closing>" ends for "<other>"

      Examples:
        | closing | other |
        | alice   | bob   |
        | bob     | alice |

    @needs-COSP-6.2-15
    Example: a side sends 8 MiB and closes at once, and the other reads late
      Given "alice" and "bob" are registered
      And "alice" and "bob" have a private connection
      And "bob" stops reading the private connection with "alice"
      When "alice" sends 8 MiB on the private connection with "bob" and closes it at once
      And "bob" sends "wait" to everybody
      Then "alice" receives "wait" from "bob" as a message to everybody
      And "bob" receives all of it on the private connection with "alice" once it reads again
      And the private connection with "alice" ends for "bob"

    Example: both sides close at the same time
      Given "alice" and "bob" are registered
      And "alice" and "bob" have a private connection
      When "alice" closes the private connection with "bob"
      And "bob" closes the private connection with "alice"
      Then the private connection with "alice" ends for "bob"
      And the private connection with "bob" ends for "alice"

    Scenario Outline: the connection of <closing> is reset
      Given "alice" and "bob" are registered
      And "alice" and "bob" have a private connection
      And "alice" and "bob" have sent each other 1 KiB on their private connection
      When "<closing>" resets the private connection with "<other>"
      Then the private connection with "<closing>" ends or is reset for "<other>"

      Examples:
        | closing | other |
        | alice   | bob   |
        | bob     | alice |

  @COSP-6.2-12
  Rule: When one side closes only its sending half, the other can still send until it closes too

    Scenario Outline: <asking> sends a question and its end, <answering> answers
      Given "alice" and "bob" are registered
      And "alice" and "bob" have a private connection
      And "<asking>" sends "question" on the private connection with "<answering>"
      And "<asking>" closes its sending half of the private connection with "<answering>"
      And the private connection with "<asking>" ends for "<answering>" after "question"
      When "<answering>" sends 1 MiB on the private connection with "<asking>" and closes it at once
      Then "<asking>" receives all of it on the private connection with "<answering>"
      And the private connection with "<answering>" ends for "<asking>"

      Examples:
        | asking | answering |
        | alice  | bob       |
        | bob    | alice     |

  @COSP-6.2-13
  Rule: Whether a private connection outlives the chat connection of one of its sides is left open

    Scenario Outline: <leaving> leaves the chat
      Given "alice", "bob" and "carol" are registered
      And "alice" and "bob" have a private connection
      When "<leaving>" leaves
      Then it is recorded whether the private connection of "<leaving>" and "<staying>" stays

      Examples:
        | leaving | staying |
        | alice   | bob     |
        | bob     | alice   |
