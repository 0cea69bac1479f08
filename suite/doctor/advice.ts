import { isOtherEncoding, isSentTwiceEncoded } from './encoding';

/** What to mend, by what is wrong: the first that fits. */
const ADVICE: readonly (readonly [RegExp, string])[] = [
  [/without these nothing/, 'let the adapter do "connect", "register" and "roster"'],
  [
    /stay in a buffer/,
    'flush standard output after each line (Java: a PrintStream with autoflush; Python: print(…, flush=True); C: fflush(stdout))',
  ],
  [/goes on when its standard input/, 'end when there is nothing more to read'],
  [
    /did not end by itself/,
    'reply to "bye", then end the process with exit code 0, whatever threads there are',
  ],
  [
    /answered "connect" with ok/,
    'answer "connect" with an error of the kind "io" where there is no connection',
  ],
  [
    /no JSON object|neither a reply/,
    'write nothing but replies and events to standard output, one JSON object a line; what is for you goes to standard error',
  ],
  [
    /no UTF-8/,
    "write UTF-8 whatever the system's default is (Java: new PrintStream(out, true, UTF_8); Python: sys.stdout.reconfigure(encoding='utf-8'))",
  ],
  [/more than 8 MiB/, 'end each line with a line feed'],
  [/without a line feed/, 'write a line with one call, line feed included, and flush'],
  [/does not fit the schema/, 'write the members that docs/adapter-protocol.md names, with those types'],
  [/a second time/, 'write one reply to each command; what the server says later is an event'],
  [/never sent/, 'put the id of the command into its reply'],
  [
    /"unsupported", not so/,
    'answer every command that you do not know with {"id": …, "error": {"kind": "unsupported", "message": "…"}}',
  ],
  [/must take "disconnect"/, 'answer "disconnect" with ok also where there is no client, or none any more'],
  [
    /no event "disconnected"/,
    'write the event "disconnected" once for each connect that was ok, also where your own client has ended the connection',
  ],
  [
    /"private\.closed" for each/,
    'write the event "private.closed" once for each "private.open", also at "disconnect"',
  ],
  [
    /(exited|ended by|closed its).* before it (answered "hello"|connected)/,
    'see what the command prints when you run it yourself',
  ],
  [/exited with code|was ended by/, 'catch what is thrown, and answer with an error of the kind "bug"'],
  [/(closed|reset) its connection/, 'keep the connection until "bye"'],
  [/did not connect to/, 'connect to the address in COSP_CONTROL, or put {control} into the command'],
  [
    /did not answer/,
    'answer every command at once, whatever the client is doing, and never wait for the server; flush after each line',
  ],
  [/bug in the client/, 'look at the message, and at standard error'],
  [/speaks version/, 'take an adapter and a suite of the same version'],
  [/the client does not do what its user wants/, 'let the client do it, or answer with "unsupported"'],
  [
    /expected absent/,
    'write the event "absent" for response code -1, which is one byte: the next byte is the next code',
  ],
  [
    /declared: none|before response code [56]/,
    'let the client connect only after response code 5 (as requester) or 6 (as accepter)',
  ],
  [
    /opened a connection from port|declared the port/,
    'let the client bind its new socket to port 0, ask which port that is, declare it, and connect with this very socket',
  ],
  [
    /did not open its new connection/,
    "after response code 5 or 6 let the client open a new connection to the server's address and port, bound to the port that it declared; nobody connects to that port, so that listening on it does not help",
  ],
  [
    /shows another roster/,
    'answer "roster" with those who are there now: the first list, plus who has joined, minus who has left',
  ],
  [/shows other bytes/, 'count and hash all bytes of the connection, in the order in which they have come'],
  [
    /the client shows|does not show/,
    'write an event for each thing that the client learns, at once and in the order in which it learns them',
  ],
  [
    /did not send what its user wanted|that are no (whole )?frame/,
    'compare the bytes with the tables of codes in spec/1-data-and-codes.md: integers are signed and big-endian, a size counts bytes',
  ],
  [
    /did not send|has connected, which/,
    'let the client do it before you answer: ok means that it is handed to the socket',
  ],
];

/** What to mend where a text has become another one. */
function encodingAdvice(problem: string): string | undefined {
  if (!isOtherEncoding(problem)) return undefined;
  if (!problem.startsWith('the client did not send')) {
    return "let the client decode text as UTF-8, whatever the system's default is";
  }
  return isSentTwiceEncoded(problem)
    ? 'read the commands as UTF-8 (Java: new InputStreamReader(System.in, UTF_8); Python: sys.stdin.buffer): this text has been encoded twice'
    : 'let the client encode text as UTF-8 first, and then count its bytes; let the adapter read its commands as UTF-8, too';
}

/** What to mend, where `problem` is wrong. */
export function adviceFor(problem: string): string {
  const listed = (): string | undefined => ADVICE.find(([pattern]) => pattern.test(problem))?.[1];
  return encodingAdvice(problem) ?? listed() ?? 'see docs/adapter-protocol.md';
}
