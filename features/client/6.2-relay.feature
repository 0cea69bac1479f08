@client
Feature: 6.2 Private connection: the bytes and the end

  @COSP-6.2-11
  Rule: A client reports the bytes that come on its private connection, and the end

    Example: a few bytes each way, as the requester
      Given the client is registered as "alice", beside "bob"
      And the client and "bob" have a private connection
      When its user sends "hello bob" to "bob" privately
      And "bob" sends "hello alice" privately
      Then "bob" gets "hello bob" privately
      And the client has received it all from "bob"

    Example: a few bytes each way, as the accepter
      Given the client is registered as "alice", beside "bob"
      And "bob" and the client have a private connection, for which they asked
      When "bob" sends "hello alice" privately
      And its user sends "hello bob" to "bob" privately
      Then the client has received it all from "bob"
      And "bob" gets "hello bob" privately

    Example: several turns
      Given the client is registered as "alice", beside "bob"
      And the client and "bob" have a private connection
      When its user sends "one" to "bob" privately
      Then "bob" gets "one" privately
      When "bob" sends "two" privately
      Then the client has received it all from "bob"
      When its user sends "three" to "bob" privately
      Then "bob" gets "three" privately
      When "bob" sends "four" privately
      And its user sends "five" to "bob" privately
      Then the client has received it all from "bob"
      And "bob" gets "five" privately

    Example: bytes that look like frames
      Given the client is registered as "alice", beside "bob"
      And the client and "bob" have a private connection
      When "bob" sends the bytes ff fe 00 00 05 04 00 00 0a ff privately
      And its user sends the bytes ff 00 00 80 01 to "bob" privately
      Then the client has received it all from "bob"
      And "bob" gets the bytes ff 00 00 80 01 privately

    Scenario Outline: <size> in both directions at the same time
      Given the client is registered as "alice", beside "bob"
      And the client and "bob" have a private connection
      When its user sends <size> to "bob" privately
      And "bob" sends <size> privately
      Then "bob" gets all of it privately
      And the client has received it all from "bob"

      Examples:
        | size   |
        | 64 KiB |
        | 1 MiB  |
        | 64 MiB |

    Example: the other side sends first, and reads afterwards
      Given the client is registered as "alice", beside "bob"
      And the client and "bob" have a private connection
      When "bob" stops reading privately
      And its user sends 16 MiB to "bob" privately
      And "bob" sends 1 MiB privately
      Then the client has received it all from "bob"
      When "bob" goes on reading privately
      Then "bob" gets all of it privately

    Example: several private connections do not mix
      Given the client is registered as "alice", beside "bob", "carol" and "dave"
      And the client and "bob" and "carol" have a private connection
      And "dave" and the client have a private connection, for which they asked
      When its user sends "for bob" to "bob" privately
      And its user sends "for dave" to "dave" privately
      And its user sends "for carol" to "carol" privately
      And "carol" sends "from carol" privately
      And "dave" sends "from dave" privately
      And "bob" sends "from bob" privately
      Then "bob" gets "for bob" privately
      And "carol" gets "for carol" privately
      And "dave" gets "for dave" privately
      And the client has received it all from "bob"
      And the client has received it all from "carol"
      And the client has received it all from "dave"

    Example: the client closes
      Given the client is registered as "alice", beside "bob"
      And the client and "bob" have a private connection
      When its user sends 16 MiB to "bob" privately
      And its user closes the private connection with "bob"
      Then "bob" gets all of it privately
      And "bob" sees the end of the private connection
      And the client reports the end of the private connection with "bob"

    Example: the other side closes
      Given the client is registered as "alice", beside "bob"
      And the client and "bob" have a private connection
      When "bob" sends 1 MiB privately
      And "bob" closes the private connection
      Then the client has received it all from "bob"
      And the client reports the end of the private connection with "bob"

    Example: the chat goes on beside it, and after it
      Given the client is registered as "alice", beside "bob" and "carol"
      And the client and "bob" have a private connection
      When "bob" stops reading privately
      And its user sends 16 MiB to "bob" privately
      And "carol" writes "beside it" to everybody
      And its user writes "yes" to "carol"
      Then the client shows all of it
      And the server gets "yes" to "carol"
      When "bob" goes on reading privately
      Then "bob" gets all of it privately
      When its user closes the private connection with "bob"
      Then "bob" sees the end of the private connection
      When "bob" writes "after it" to the client
      Then the client shows all of it
