@server
Feature: 6.2 Private TCP connection: what is left open

  How a server treats an addressee that goes without an answer, and ports that there are not, is its own to choose; what
  it does is recorded.

  @COSP-6.2-17
  Rule: What the requester gets when the addressee leaves before it has answered is left open

    Example: the addressee leaves without an answer
      Given "alice", "bob" and "carol" are registered
      And "alice" has asked "bob" for a private connection
      When "bob" leaves
      Then it is recorded what "alice" hears besides the departure of "bob"

  @COSP-6.2-18
  Rule: A port outside 1 to 65,535 is left open

    Scenario Outline: a request from port <port>
      Given "alice", "bob" and "carol" are registered
      And the server may end the connection of "alice" for what comes next
      When "alice" asks "bob" for a private connection from port <port>
      Then it is recorded what becomes of the private request of "alice" to "bob"

      Examples:
        | port  |
        | 0     |
        | -1    |
        | 65536 |
        | 70000 |

    Example: an acceptance from port 70000
      Given "alice", "bob" and "carol" are registered
      And "alice" has asked "bob" for a private connection
      And the server may end the connection of "bob" for what comes next
      When "bob" accepts the private connection of "alice" from port 70000
      Then it is recorded what becomes of the acceptance of "bob" for "alice"
