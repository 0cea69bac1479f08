@server
Feature: 6.2 Private TCP connection: several of the same pair

  Two clients that have a private connection may have another one. Each comes about and ends by itself.

  @COSP-6.2-9
  Rule: Several private connections at once do not mix, and the end of one is the end of no other

    Scenario Outline: two of the same pair, of which <requester> has asked for the second
      Given "alice" and "bob" are registered
      And "alice" and "bob" have a private connection
      And "<requester>" and "<accepter>" have another private connection
      When "bob" sends "one" on the first private connection with "alice"
      And "bob" sends "two" on the second private connection with "alice"
      Then "alice" receives "two" on the second private connection with "bob"
      And "alice" receives "one" on the first private connection with "bob"
      And "bob" receives nothing on the first private connection with "alice"
      And "bob" receives nothing on the second private connection with "alice"

      Examples:
        | requester | accepter |
        | alice     | bob      |
        | bob       | alice    |

    Scenario Outline: the end of the <ended> of the same pair does not end the <open>
      Given "alice" and "bob" are registered
      And "alice" and "bob" have a private connection
      And "alice" and "bob" have another private connection
      When "alice" closes the <ended> private connection with "bob"
      And the <ended> private connection with "alice" ends for "bob"
      And "bob" closes the <ended> private connection with "alice"
      And "alice" sends "still here" on the <open> private connection with "bob"
      Then "bob" receives "still here" on the <open> private connection with "alice"
      And "alice" receives nothing on the <open> private connection with "bob"

      Examples:
        | ended  | open   |
        | first  | second |
        | second | first  |

    Example: the end of one leaves a request of the same pair
      Given "alice" and "bob" are registered
      And "alice" and "bob" have a private connection
      And "alice" has asked "bob" for a private connection
      When "alice" closes the first private connection with "bob"
      And the first private connection with "alice" ends for "bob"
      And "bob" closes the first private connection with "alice"
      Then "alice" and "bob" receive nothing
      And "bob" can accept the private connection of "alice"
      And "alice" and "bob" can connect and send each other 1 KiB

    Example: the refusal of another one does not end one of the same pair
      Given "alice" and "bob" are registered
      And "alice" and "bob" have a private connection
      And "alice" has been refused a private connection by "bob"
      When "alice" sends "still here" on the first private connection with "bob"
      Then "bob" receives "still here" on the first private connection with "alice"
      And "alice" receives nothing on the first private connection with "bob"
