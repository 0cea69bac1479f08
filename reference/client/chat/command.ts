import { Command, InvalidArgumentError } from 'commander';
import { type Endpoint, parseEndpoint } from '../endpoint';
import { CospClientError } from '../errors';
import { addTlsOptions, type RawTlsOptions, trustOf } from '../tls-options';
import type { Chat } from './chat';
import { carryOut, HELP } from './commands';
import { join, type Server } from './join';
import { PipeScreen } from './pipe-screen';
import type { Screen } from './screen';
import { shownName, shownText } from './shown';
import { TerminalScreen } from './terminal-screen';

const EXAMPLES = `
Examples:
  cosp chat 7777                                    the server on this machine
  cosp chat [::1]:7777 --pseudonym alice
  cosp chat chat.example.org:7777 --tls             (--tls-ca FILE for a certificate of your own)
  printf 'hello\\n@bob hello to you\\n' | cosp chat chat.example.org:7777 --pseudonym alice
  printf '/receive bob report.pdf\\n/accept bob\\n' | cosp chat 7777 --pseudonym alice

What you can type:
${HELP.map((line) => `  ${line}`).join('\n')}

Without a terminal, each line is done before the next one is read (/private waits for the answer, /accept for the
request), and the end of the input is the end of the chat, behind all that is being sent and received.

Exit codes: 0 ended by you; 1 not connected, refused, lost, or a line of a script could not be done; 2 usage.`;

const UNTRUSTED = 'is vouched for by nobody that is trusted (--tls-ca names somebody)';

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nobody listens there',
  ECONNRESET: 'the server has ended the connection',
  ENOTFOUND: 'no such host',
  ETIMEDOUT: 'no answer',
  EHOSTUNREACH: 'there is no way there',
  ENETUNREACH: 'there is no way there',
  CERT_HAS_EXPIRED: "the server's certificate has expired",
  DEPTH_ZERO_SELF_SIGNED_CERT: `the server's certificate ${UNTRUSTED}`,
  SELF_SIGNED_CERT_IN_CHAIN: `the server's certificate ${UNTRUSTED}`,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: `the server's certificate ${UNTRUSTED}`,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: `the server's certificate ${UNTRUSTED}`,
  ERR_SSL_WRONG_VERSION_NUMBER: 'the server does not speak TLS',
};

function reasonOf(error: unknown): string {
  const { code = '', message } = error as NodeJS.ErrnoException;
  return REASONS[code] ?? (error instanceof CospClientError || message ? shownText(message) : code);
}

/**
 * Does what is typed, until the end. A person may go on typing while something takes long; the lines of a script are
 * done one after the other.
 * @returns whether all could be done.
 */
async function converse(chat: Chat): Promise<boolean> {
  let done = true;
  const { screen } = chat;
  screen.prompt(`${shownName(chat.client.pseudonym ?? '')}> `);
  for (let line = await screen.lines.next(); !line.done; line = await screen.lines.next()) {
    const doing = carryOut(chat, line.value).catch((error) => {
      if (chat.over.aborted) return;
      done = false;
      chat.complain(error);
    });
    if (!screen.isTerminal) await doing;
    if (chat.over.aborted) break;
  }
  return done;
}

/** Leaves in good order: what has been sent still arrives. */
async function leave(chat: Chat): Promise<void> {
  await chat.conversations.end();
  chat.end();
  await chat.client.disconnect();
}

async function run(server: Server, pseudonym: string | undefined, screen: Screen): Promise<number> {
  try {
    const chat = await join(server, pseudonym, screen);
    if (chat === undefined) return 0;
    const done = await converse(chat);
    await leave(chat);
    return chat.isLost || (!done && !screen.isTerminal) ? 1 : 0;
  } catch (error) {
    if (screen.closed.aborted) return 0;
    screen.close();
    process.stderr.write(`cosp chat: ${reasonOf(error)}\n`);
    return 1;
  }
}

interface ChatOptions extends RawTlsOptions {
  readonly pseudonym?: string;
}

function parseServer(text: string): Endpoint {
  try {
    return parseEndpoint(text);
  } catch (error) {
    throw new InvalidArgumentError((error as Error).message);
  }
}

/**
 * The command by which people chat, on a terminal or from a script. Exit codes: 0 ended by its user, 1 not connected,
 * refused, lost, or a line of a script could not be done, 2 usage.
 */
export function chatCommand(): Command {
  const command = new Command('chat')
    .description('chat on a server')
    .argument('<server>', 'HOST:PORT, [IPv6 address]:PORT, or a PORT of this machine', parseServer)
    .option('--pseudonym <pseudonym>', 'name to appear under; asked for on a terminal when left out')
    .addHelpText('after', EXAMPLES)
    .exitOverride();
  addTlsOptions(command);
  return command.action(async (server: Endpoint, options: ChatOptions) => {
    const { pseudonym } = options;
    const isTerminal = Boolean(process.stdin.isTTY && process.stdout.isTTY);
    if (!isTerminal && pseudonym === undefined)
      command.error('error: without a terminal, --pseudonym is needed');
    const screen = isTerminal ? new TerminalScreen() : new PipeScreen();
    process.exitCode = await run({ ...server, tls: trustOf(options) }, pseudonym, screen);
  });
}
