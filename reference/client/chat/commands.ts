import type { Chat } from './chat';
import { nameAndRest, parseLine } from './parse';
import { shownName } from './shown';

interface ChatCommand {
  readonly usage: string;
  readonly help: string;
  /** What stands behind the command's name. */
  readonly takes: 'nothing' | 'text' | 'name' | 'name and text';
  run(chat: Chat, name: string, text: string): Promise<void> | void;
}

const COMMANDS: ReadonlyMap<string, ChatCommand> = new Map<string, ChatCommand>([
  ['roster', { usage: '/roster', help: 'who is there', takes: 'nothing', run: (chat) => chat.showRoster() }],
  [
    'private',
    {
      usage: '/private bob',
      help: 'ask bob for a private connection',
      takes: 'name',
      run: (chat, name) => chat.open(name, chat.client.requestPrivate(name, { signal: chat.over })),
    },
  ],
  [
    'accept',
    {
      usage: '/accept bob',
      help: 'accept the private connection that bob asks for',
      takes: 'name',
      run: async (chat, name) => {
        const request = await chat.requestOf(name);
        await chat.open(name, request.accept({ signal: chat.over }));
      },
    },
  ],
  [
    'refuse',
    {
      usage: '/refuse bob',
      help: 'refuse it',
      takes: 'name',
      run: async (chat, name) => (await chat.requestOf(name)).refuse(),
    },
  ],
  [
    'to',
    {
      usage: '/to bob text',
      help: 'write to bob on the private connection',
      takes: 'name and text',
      run: (chat, name, text) => chat.conversations.with(name).sendLine(text),
    },
  ],
  [
    'send',
    {
      usage: '/send bob FILE',
      help: 'send a file on the private connection',
      takes: 'name and text',
      run: async (chat, name, path) => {
        const bytes = await chat.conversations.with(name).sendFile(path);
        chat.notice(`${bytes} bytes have been sent to ${shownName(name)}`);
      },
    },
  ],
  [
    'receive',
    {
      usage: '/receive bob FILE',
      help: 'what bob sends, now or on the next private connection, goes into a new file',
      takes: 'name and text',
      run: (chat, name, path) => chat.conversations.receive(name, path),
    },
  ],
  [
    'close',
    {
      usage: '/close bob',
      help: 'end the private connection',
      takes: 'name',
      run: (chat, name) => chat.conversations.with(name).close(),
    },
  ],
  [
    'say',
    {
      usage: '/say text',
      help: 'write to everybody, also what begins with / or @',
      takes: 'text',
      run: (chat, _, text) => chat.client.broadcast(text),
    },
  ],
  ['help', { usage: '/help', help: 'this', takes: 'nothing', run: (chat) => showHelp(chat) }],
  ['quit', { usage: '/quit', help: 'leave', takes: 'nothing', run: (chat) => chat.end() }],
]);

const LINES: readonly (readonly [string, string])[] = [
  ['text', 'write to everybody'],
  ['@bob text', 'write to bob alone; @"bob b" text where there are spaces in the name'],
  ...[...COMMANDS.values()].map(({ usage, help }) => [usage, help] as const),
];

/** What can be typed, a line each. */
export const HELP: readonly string[] = LINES.map(([usage, help]) => `${usage.padEnd(18)} ${help}`);

function showHelp(chat: Chat): void {
  for (const line of HELP) chat.screen.say(line);
}

/**
 * Does what a line says.
 * @returns when it is done; what takes the other side's answer may take long.
 * @throws Error with a message for whoever typed it.
 */
export async function carryOut(chat: Chat, line: string): Promise<void> {
  const input = parseLine(line);
  if (input.kind === 'everybody') return chat.client.broadcast(input.text);
  if (input.kind === 'direct') return chat.client.direct(input.to, input.text);
  if (input.kind === 'nothing') return undefined;
  const command = COMMANDS.get(input.name);
  if (command === undefined) throw new RangeError(`there is no /${input.name}; /help shows what there is`);
  const { takes, usage, run } = command;
  if (takes === 'nothing' || takes === 'text') return run(chat, '', input.rest);
  const { name, rest = '' } = nameAndRest(input.rest) ?? {};
  if (name === undefined || (rest === '') === (takes === 'name and text'))
    throw new RangeError(`it is ${usage}`);
  return run(chat, name, rest);
}
