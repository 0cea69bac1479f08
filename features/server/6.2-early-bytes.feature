@server
Feature: 6.2 Private TCP connection: bytes that come early

  A side may send before the other one has connected; its bytes wait for that one.

  @COSP-6.2-5
  Rule: Bytes that one side sends before the other side has connected are kept and delivered

    Scenario Outline: <first> sends <bytes> before <second> connects
      Given "alice" and "bob" are registered
      And "alice" and "bob" have agreed on a private connection
      And "<first>" has connected for the private connection with "<second>"
      When "<first>" sends <bytes> on the private connection with "<second>"
      And the server has gone round
      And "<second>" connects for the private connection with "<first>"
      Then "<second>" receives <bytes> on the private connection with "<first>"

      Examples:
        | first | second | bytes                                |
        | alice | bob    | "early"                              |
        | bob   | alice  | "early"                              |
        | alice | bob    | the bytes 00 05 65 61 72 6c 79 ff 00 |

    Example: both send as soon as they have connected
      Given "alice" and "bob" are registered
      And "alice" and "bob" have agreed on a private connection
      And "alice" has connected for the private connection with "bob"
      And "bob" has connected for the private connection with "alice"
      When "bob" sends "at once" on the private connection with "alice"
      And "alice" sends "at once too" on the private connection with "bob"
      Then "alice" receives "at once" on the private connection with "bob"
      And "bob" receives "at once too" on the private connection with "alice"

    Scenario Outline: <first> sends 1 MiB before <second> connects
      Given "alice" and "bob" are registered
      And "alice" and "bob" have agreed on a private connection
      And "<first>" has connected for the private connection with "<second>"
      When "<first>" sends 1 MiB on the private connection with "<second>", as far as the server takes it
      And "<second>" connects for the private connection with "<first>"
      Then "<second>" receives all of it on the private connection with "<first>"

      Examples:
        | first | second |
        | alice | bob    |
        | bob   | alice  |

    Example: the first side has sent and closed before the other side connects
      Given "alice" and "bob" are registered
      And "alice" and "bob" have agreed on a private connection
      And "alice" has connected for the private connection with "bob"
      When "alice" sends "early" on the private connection with "bob"
      And "alice" closes the private connection with "bob"
      And "bob" connects for the private connection with "alice"
      Then "bob" receives "early" on the private connection with "alice"
      And the private connection with "alice" ends for "bob"

    Example: the first side has sent and closed, and the server has noticed before the other side connects
      Given "alice" and "bob" are registered
      And "alice" and "bob" have agreed on a private connection
      And "alice" has connected for the private connection with "bob"
      When "alice" sends "early" on the private connection with "bob"
      And "alice" closes the private connection with "bob"
      And the server has gone round
      And "bob" connects for the private connection with "alice"
      Then "bob" receives "early" on the private connection with "alice"
      And the private connection with "alice" ends for "bob"
