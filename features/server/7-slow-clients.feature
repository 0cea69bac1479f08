@server
Feature: 7 Service: slow clients

  A client may read nothing for a while, or for good: its program hangs, its network is slow. What the server
  writes to it first fills the buffers of both systems, and then a write blocks or does nothing. The others
  must get their messages all the same, and the server must not keep without bound what nobody reads.

  @COSP-7-2
  Rule: A client that reads nothing does not hold up the others

    @needs-COSP-1-1 @needs-COSP-1-6 @needs-COSP-1-8
    Example: others send each other more than all buffers can hold
      Given "alice", "bob" and "carol" are registered
      And "carol" has stopped reading
      When "alice" sends 16 MiB to everybody, no faster than "bob" reads
      Then "bob" receives all of it
      And the service goes on for "alice" and "bob"

  @COSP-7-3
  Rule: A connection that never registers, or sends a byte now and then, does not hold up the others

    @needs-COSP-1-6
    Example: connections that never register
      Given "alice" and "bob" are registered
      And "idler 1" to "idler 40" have connected without registering
      When "alice" and "bob" send 20 numbered messages to each other
      Then "alice" and "bob" receive the 20 numbered messages of "alice" and "bob" to each other
      And the service goes on for "alice" and "bob"

    Example: a client that is slow with a message to everybody
      Given "alice", "bob" and "slow" are registered
      When "slow" sends the bytes 00 00 05 68 65 6c 6c 6f byte by byte, while "alice" and "bob" write to each other
      Then nobody is held up
      And the service goes on for "alice" and "bob"

    Example: a client that is slow with a message to one client
      Given "alice", "bob" and "slow" are registered
      When "slow" sends the bytes 01 [alice] 00 02 68 69 byte by byte, while "alice" and "bob" write to each other
      Then nobody is held up
      And the service goes on for "alice" and "bob"

    Example: a client that is slow with its pseudonym
      Given "alice" and "bob" are registered
      When "slow" sends the bytes 00 05 61 6c 69 63 byte by byte, while "alice" and "bob" write to each other
      Then nobody is held up
      And the service goes on for "alice" and "bob"

    Example: several clients that are slow at the same time
      Given "alice" and "bob" are registered
      And "idler 1" to "idler 10" have connected without registering
      When "slow" sends the bytes 00 05 61 6c 69 63 byte by byte, while "alice" and "bob" write to each other
      And "slower" sends the bytes 7f ff 61 6c 69 63 byte by byte, while "alice" and "bob" write to each other
      Then nobody is held up
      And the service goes on for "alice" and "bob"

  @COSP-7-6
  Rule: The memory held for one connection is bounded, also for a client that reads nothing

    @needs-COSP-1-6
    Example: a client that reads nothing while 64 MiB are sent to it
      Given "alice", "bob" and "carol" are registered
      And "carol" has stopped reading
      When "alice" sends 64 MiB to "carol", as far as the server takes it
      Then "carol" does not get all of it when it reads again
