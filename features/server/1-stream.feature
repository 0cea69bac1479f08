@server
Feature: 1 Data and codes: frames on a TCP stream

  TCP carries a stream of bytes and knows nothing of frames: what a client writes at once may arrive in
  pieces, and what it writes in pieces may arrive at once. A server gathers the bytes of each connection,
  handles every frame that is whole, and keeps the rest until more has come.

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
        | an acceptance           |
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
        | an acceptance           |
        | a refusal               |

    Scenario Outline: a message in many pieces: <text> in pieces of <size>
      Given "alice", "bob" and "carol" are registered
      When "alice" sends <text> to everybody in pieces of <size> bytes
      Then "bob" and "carol" receive <text> from "alice" as a message to everybody

      Examples:
        | text                  | size |
        | "é 日本 😀"           | 1    |
        | a text of 300 bytes   | 7    |
        | a text of 32767 bytes | 1000 |
        | a text of 32767 bytes | 8192 |

  @COSP-1-6
  Rule: Frames that arrive together are all handled, at once and in order

    Scenario Outline: <frame> and another request in one segment
      Given "alice", "bob" and "carol" are registered
      When "alice" sends <frame> to "bob" together with each kind of request to "carol" in turn
      Then every frame has its whole effect

      Examples:
        | frame                   |
        | a message to everybody  |
        | a message to one client |
        | a private request       |
        | an acceptance           |
        | a refusal               |

    Example: a request of each kind in one segment
      Given "alice", "bob" and "carol" are registered
      When "alice" sends a request of each kind to "bob" and "carol" in one segment
      Then every frame has its whole effect
