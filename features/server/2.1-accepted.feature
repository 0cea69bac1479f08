@server
Feature: 2.1 The pseudonym is free

  The server registers a client whose pseudonym nobody has, and answers with connection code 0 and the
  list of the other clients. From then on the client is one of them: it may send requests, and it hears of
  whoever joins or leaves.

  @COSP-2.1-1
  Rule: A free pseudonym is answered with connection code 0, a count and that many entries

    Example: the first client
      Given "newcomer" has connected without registering
      When "newcomer" asks for the pseudonym "nancy"
      Then "newcomer" is accepted

    Example: a second client
      Given "alice" is registered
      When "newcomer" asks for the pseudonym "nancy"
      Then "newcomer" is accepted

    Example: several clients one after the other
      When "client 1" to "client 10" register one after the other
      Then "client 1" to "client 10" are accepted

  @COSP-2.1-5
  Rule: An accepted client is served from its very next frame on

    @needs-COSP-1-6
    Scenario Outline: <count> messages to everybody follow the acceptance at once
      Given "alice" and "bob" are registered
      When "newcomer" registers and at once sends <count> numbered messages to everybody
      Then "alice" and "bob" receive the <count> numbered messages of "newcomer" to everybody

      Examples:
        | count |
        | 1     |
        | 30    |

    @needs-COSP-1-6
    Example: while the others are talking
      Given "alice" and "bob" are registered
      When "alice" and "bob" send 40 numbered messages to everybody
      And "newcomer" registers and at once sends 10 numbered messages to everybody
      And "alice" and "bob" send 40 more numbered messages to everybody
      Then "alice" and "bob" receive the 80 numbered messages of "alice" and "bob" to everybody
      And "alice" and "bob" receive the 10 numbered messages of "newcomer" to everybody
      And "newcomer" receives some of the 80 numbered messages of "alice" and "bob" to everybody

    @needs-COSP-1-6 @needs-COSP-2.1-2
    Example: dozens of newcomers at once
      Given "alice" is registered
      When "client 1" to "client 24" register and at once send 2 numbered messages to everybody
      Then "alice" receives the 2 numbered messages of "client 1" to "client 24" to everybody
      And "client 1" to "client 24" receive some of the 2 numbered messages of "client 1" to "client 24" to everybody

    @needs-COSP-2.1-2
    Scenario Outline: dozens of newcomers that write once, the <time> time
      Given "alice" is registered
      When "client 1" to "client 24" register and at once send 1 numbered message to everybody
      Then "alice" receives the 1 numbered message of "client 1" to "client 24" to everybody
      And "client 1" to "client 24" receive some of the 1 numbered messages of "client 1" to "client 24" to everybody

      Examples:
        | time   |
        | first  |
        | second |
        | third  |
