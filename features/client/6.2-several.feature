@client
Feature: 6.2 Private connection: several, one beside the other and one after the other

  Each private connection has its own bytes and its own end, whoever is at the other side.

  @COSP-6.2-11
  Rule: A client tells its private connections apart, while they are open and when they end

    Example: its user closes the older of two
      Given the client is registered as "alice", beside "bob" and "carol"
      And the client and "bob" and "carol" have a private connection
      When its user closes the private connection with "bob"
      Then "bob" sees the end of the private connection
      And the client reports the end of the private connection with "bob"
      When its user sends "still here" to "carol" privately
      And "carol" sends "so am I" privately
      Then "carol" gets "still here" privately
      And the client has received it all from "carol"

    Example: the other side closes the older of two
      Given the client is registered as "alice", beside "bob" and "carol"
      And the client and "bob" and "carol" have a private connection
      When "bob" closes the private connection
      Then the client reports the end of the private connection with "bob"
      When its user sends "still here" to "carol" privately
      And "carol" sends "so am I" privately
      Then "carol" gets "still here" privately
      And the client has received it all from "carol"

    @needs-COSP-7-8
    Example: two with the same client
      Given the client is registered as "alice", beside "bob"
      And the client and "bob" have a private connection
      And "bob" and the client have a private connection, for which they asked
      When "bob" sends "hello" on the older private connection
      Then the client reports 5 bytes from "bob" on the older private connection, if it keeps two
      When its user sends "on the newer" to "bob" privately
      Then "bob" gets "on the newer" privately

    Example: a second one with the same client begins anew
      Given the client is registered as "alice", beside "bob"
      And the client and "bob" have a private connection
      When "bob" sends "abc" privately
      Then the client has received it all from "bob"
      When "bob" closes the private connection
      Then the client reports the end of the private connection with "bob"
      Given the client and "bob" have a private connection
      When "bob" sends "xy" privately
      Then the client has received it all from "bob"

    @needs-COSP-6.3-4
    Example: a second one with the same client is refused
      Given the client is registered as "alice", beside "bob"
      And the client and "bob" have a private connection
      When its user asks "bob" for a private connection
      Then the server gets its request for "bob"
      When "bob" has refused
      Then the client shows all of it
      When its user sends "still here" to "bob" privately
      And "bob" sends "so am I" privately
      Then "bob" gets "still here" privately
      And the client has received it all from "bob"
