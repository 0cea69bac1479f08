@server
Feature: 1 Data and codes: frames in pieces

  TCP carries a stream of bytes and knows nothing of frames: what a client writes at once may arrive in
  pieces. A server gathers the bytes of each connection, and handles a frame when it is whole.

  @COSP-1-5
  Rule: A frame that arrives in pieces, cut anywhere, is the same frame

    Scenario Outline: <frame> in two pieces
      Given "alice", "bob" and "carol" are registered
      When "alice" sends <frame> to "bob" in two pieces, cut after each byte in turn
      Then every frame has its whole effect

      Examples:
        | frame                   |
        | a pseudonym             |
        | a message to everybody  |
        | a message to one client |
        | a private request       |

      @needs-COSP-6.2-2
      Examples:
        | frame                   |
        | an acceptance           |

      @needs-COSP-6.3-2
      Examples:
        | frame                   |
        | a refusal               |

    Scenario Outline: <frame> one byte at a time
      Given "alice", "bob" and "carol" are registered
      When "alice" sends <frame> to "bob" one byte at a time
      Then every frame has its whole effect

      Examples:
        | frame                   |
        | a pseudonym             |
        | a message to everybody  |
        | a message to one client |
        | a private request       |

      @needs-COSP-6.2-2
      Examples:
        | frame                   |
        | an acceptance           |

      @needs-COSP-6.3-2
      Examples:
        | frame                   |
        | a refusal               |

    @needs-COSP-1-1 @needs-COSP-1-3
    Scenario Outline: a message in many pieces: <text> in pieces of <size>
      Given "alice", "bob" and "carol" are registered
      When "alice" sends <text> to everybody in pieces of <size> bytes
      Then "bob" and "carol" receive <text> from "alice" as a message to everybody

      Examples:
        | text                       | size |
        | a text of 40 bytes         | 1    |
        | "aé日😀"                   | 1    |
        | a text of 60 times "é日😀" | 7    |
        | a text of 300 bytes        | 7    |

      @needs-COSP-1-8
      Examples:
        | text                       | size |
        | a text of 32767 bytes      | 1000 |
        | a text of 32767 bytes      | 8192 |

    Example: two clients send pieces in turn
      Given "alice", "bob", "carol" and "dave" are registered
      When "alice" sends the bytes 00 00 05 68 65
      And "bob" sends the bytes 01 [carol] 00
      And "alice" sends the bytes 6c 6c 6f
      And "bob" sends the bytes 02 68 69
      Then "bob", "carol" and "dave" receive "hello" from "alice" as a message to everybody
      And "carol" receives "hi" from "bob" as a message to it alone

    Example: others write and come and go between two pieces
      Given "alice", "bob", "carol" and "dave" are registered
      When "alice" sends the bytes 01 [bob] 00 05 68 65
      And "dave" leaves
      And "erin" registers
      And "carol" sends "meanwhile" to "alice"
      And "alice" receives "meanwhile" from "carol" as a message to it alone
      And "alice" sends the bytes 6c 6c 6f
      Then "bob" receives "hello" from "alice" as a message to it alone
