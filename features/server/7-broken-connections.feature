@server
Feature: 7 Service: connections that break off or were never meant for it

  A program ends inside a frame, a browser knocks at the wrong port, a scanner connects and is gone again, noise
  comes in place of frames. All of this happens to every server, and none of it may reach the other clients.

  @COSP-7-1
  Rule: However a client's connection goes and whatever is said on it, the service goes on for all others

    Example: half a message and then silence
      Given "alice", "bob" and "mallory" are registered
      When "mallory" breaks the protocol with the bytes 00 00 05 68 65
      Then the service goes on for "alice" and "bob"

    Scenario Outline: half <what>, and then "mallory" <goes>
      Given "alice", "bob" and "mallory" are registered
      When "mallory" breaks the protocol with the bytes <bytes>
      And "mallory" <goes>
      Then the service goes on for "alice" and "bob"

      Examples:
        | what              | bytes             | goes                    |
        | a message         | 00 00 05 68 65    | leaves                  |
        | a message         | 00 00 05 68 65    | leaves by a reset       |
        | a message         | 00 00 05 68 65    | closes its sending half |
        | a private request | 02 00 00          | leaves                  |
        | a refusal         | ff                | leaves by a reset       |

    Scenario Outline: half a pseudonym, and then "mallory" <goes>
      Given "alice" and "bob" are registered
      When "mallory" breaks the protocol with the bytes 00 07 6d 61 6c
      And "mallory" <goes>
      Then the service goes on for "alice" and "bob"

      Examples:
        | goes                    |
        | leaves                  |
        | leaves by a reset       |
        | closes its sending half |

    Scenario Outline: messages are under way to "mallory", and it <goes>
      Given "alice", "bob" and "mallory" are registered
      And "mallory" has stopped reading
      When "alice" and "bob" send 100 numbered messages to everybody
      And "mallory" <goes>
      Then "alice" and "bob" receive the 100 numbered messages of "alice" and "bob" to everybody
      And the service goes on for "alice" and "bob"

      Examples:
        | goes              |
        | leaves            |
        | leaves by a reset |

    Scenario Outline: "mallory" asks for a pseudonym and <goes> before it is answered
      Given "alice" and "bob" are registered
      When "mallory" asks for the pseudonym "mallory"
      And "mallory" <goes>
      Then the service goes on for "alice" and "bob"

      Examples:
        | goes              |
        | leaves            |
        | leaves by a reset |

    Scenario Outline: another protocol on a new connection: <protocol>
      Given "alice" and "bob" are registered
      When "mallory" speaks another protocol: <text>
      Then the service goes on for "alice" and "bob"

      Examples:
        | protocol | text                                                              |
        | HTTP     | "GET / HTTP/1.1\\r\\nHost: chat\\r\\n\\r\\n"                      |
        | TLS      | the bytes 16 03 01 00 2d 01 00 00 29 03 03 61 81 4e d5 68 26 0c 16 6f 69 db 2b 18 55 09 ec 54 8d 46 51 58 da be 46 68 e8 9d 9c e4 fa 51 da 00 00 02 13 01 01 00 |
        | SSH      | "SSH-2.0-OpenSSH_9.6\\r\\n"                                       |

    Scenario Outline: another protocol from a registered client: <protocol>
      Given "alice", "bob" and "mallory" are registered
      When "mallory" speaks another protocol: <text>
      Then the service goes on for "alice" and "bob"

      Examples:
        | protocol | text                                                              |
        | HTTP     | "GET / HTTP/1.1\\r\\nHost: chat\\r\\n\\r\\n"                      |
        | TLS      | the bytes 16 03 01 00 2d 01 00 00 29 03 03 61 81 4e d5 68 26 0c 16 6f 69 db 2b 18 55 09 ec 54 8d 46 51 58 da be 46 68 e8 9d 9c e4 fa 51 da 00 00 02 13 01 01 00 |

    Scenario Outline: random bytes from registered clients, seed <seed>
      Given "alice", "bob", "mallory", "mark" and "mona" are registered
      When "mallory", "mark" and "mona" send 5000 random bytes, seed <seed>
      Then the service goes on for "alice" and "bob"

      Examples:
        | seed |
        | 2    |
        | 100  |
        | 276  |

    Example: random bytes from clients that are not registered
      Given "alice" and "bob" are registered
      When "mallory", "mark" and "mona" send 5000 random bytes, seed 300
      Then the service goes on for "alice" and "bob"

    Scenario Outline: 50 connections that are <ended> as soon as they are open
      Given "alice" and "bob" are registered
      When 50 connections are opened and at once <ended>
      Then the service goes on for "alice" and "bob"

      Examples:
        | ended  |
        | closed |
        | reset  |
