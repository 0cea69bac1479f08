@client
Feature: 1 Data types: sizes of a client's texts

  The longest text has 32,767 bytes, since its size is a signed SHORT. Buffers of 255, 1,024, 2,048, 4,096 or 8,192
  bytes are what people write first.

  @COSP-1-8
  Rule: Texts of every size from 1 to 32,767 bytes work

    Scenario Outline: messages of <size> bytes
      Given the client is registered as "alice", beside "bob"
      When "bob" writes a text of <size> bytes ending in "z" to everybody
      And "bob" writes a text of <size> bytes ending in "y" to the client
      And its user writes a text of <size> bytes to everybody
      And its user writes a text of <size> bytes ending in "x" to "bob"
      Then the client shows all of it
      And the server gets a text of <size> bytes to everybody
      And the server gets a text of <size> bytes ending in "x" to "bob"

      Examples:
        | size  |
        | 1     |
        | 2     |
        | 255   |
        | 1024  |
        | 1025  |
        | 2049  |
        | 4097  |
        | 8193  |
        | 16385 |
        | 32766 |
        | 32767 |

    Scenario Outline: a pseudonym of <size> bytes
      Given the client has asked for the pseudonym a text of <size> bytes ending in "a"
      When the server accepts it, with somebody called a text of <size> bytes ending in "b" in the list
      Then the client shows all of it

      Examples:
        | size  |
        | 1     |
        | 255   |
        | 256   |
        | 4097  |
        | 32767 |

    Scenario Outline: somebody joins with a pseudonym of <size> bytes
      Given the client is registered as "alice", beside "bob"
      When "other" joins under the pseudonym a text of <size> bytes ending in "c"
      And "other" writes "hello" to everybody
      Then the client shows all of it

      Examples:
        | size  |
        | 255   |
        | 8192  |
        | 32767 |

    Example: characters of three bytes up to the largest size
      Given the client is registered as "alice", beside "bob"
      When "bob" writes a text of 10922 characters "語" to everybody
      And its user writes a text of 10922 characters "語" to everybody
      Then the client shows all of it
      And the server gets a text of 10922 characters "語" to everybody
