import { decode } from '../../wire';
import type { End, TcpConnection } from './capture/connection-table';
import { addressKey, endpointOf } from './capture/endpoint';
import { type Capture, captureFormat, readCapture } from './capture/read-capture';
import { accepts } from './frame-chat';
import { MOST_FRAMES } from './frame-stream';
import { InputError } from './input-error';
import { leaveOutOthers } from './leave-out-others';
import type { Conversation, Decoded, Entry, EventEntry, FrameEntry } from './model';
import { Agreements, agreementsIn } from './private-agreements';
import { rawEntries } from './raw-bytes';
import { type Recognised, recognise } from './recognise';

/**
 * Decodes the connections of a pcap or pcapng file.
 * @param port the server's; missing when it has to be found out.
 * @throws CaptureError when the bytes are no such file; InputError when there is nothing to decode in it.
 */
export function decodeCapture(bytes: Buffer, name: string, port?: number): Decoded {
  const capture = readCapture(bytes);
  const reader = new CaptureReading(capture.connections, port);
  const all = reader.conversations();
  if (all.length === 0) throw new InputError(nothingIn(capture, port));
  const { conversations, note } = port === undefined ? leaveOutOthers(all) : { conversations: all };
  const { damage, began } = capture;
  return {
    source: { name, format: captureFormat(bytes) ?? 'pcap' },
    ...(began !== undefined && { began }),
    notes: [...skippedIn(capture), ...(note === undefined ? [] : [note])],
    ...(damage && { damage: `at byte ${damage.offset} of the capture: ${damage.reason}` }),
    conversations: conversations.map((one, index) => ({ ...one, number: index + 1 })),
  };
}

/** One pass over the connections, in the order in which they began: what chats agree on tells what comes later. */
class CaptureReading {
  /** How many more frames are read of all connections. */
  private left = MOST_FRAMES;
  private readonly servers = new Set<string>();
  private readonly agreements = new Agreements();

  constructor(
    private readonly connections: readonly TcpConnection[],
    private readonly port: number | undefined,
  ) {
    for (const { opener, ends } of connections) {
      if (opener !== undefined) this.servers.add(addressKey(ends[opener === 0 ? 1 : 0].address));
    }
  }

  conversations(): Conversation[] {
    const { port } = this;
    return this.connections
      .filter(({ ends }) => port === undefined || ends.some(({ address }) => address.port === port))
      .map((connection, index) => this.conversation(connection, index + 1));
  }

  private conversation(connection: TcpConnection, number: number): Conversation {
    const recognised = recognise(connection, this.servers, this.port, this.left);
    const { client, server, framed } = recognised;
    this.left -= framed.client.frames.length + framed.server.frames.length;
    const agreement = this.agreements.take(client.address, connection.began.order);
    const ends = { client: endpointOf(client.address), server: endpointOf(server.address) };
    const events = eventsOf(connection, client, server);
    if (agreement || !recognised.isChat) {
      const raw = rawEntries({ client: client.stream, server: server.stream });
      const entries = inOrder(connection, [...raw, ...events]);
      if (!agreement) return { number, kind: 'unknown', ...ends, notes: [NO_FRAMES], entries };
      const { own, other } = agreement;
      return { number, kind: 'private', ...ends, between: { own, other }, notes: [], entries };
    }
    return { number, kind: 'chat', ...ends, ...this.chat(connection, recognised, events) };
  }

  private chat(
    connection: TcpConnection,
    { client, framed }: Recognised,
    events: EventEntry[],
  ): Pick<Conversation, 'pseudonym' | 'notes' | 'entries'> {
    const sides = [framed.client, framed.server];
    const problems = sides.flatMap(({ problem }) => (problem ? [problem] : []));
    const entries = inOrder(connection, [...sides.flatMap(({ frames }) => frames), ...problems, ...events]);
    const frames = entries.filter((entry): entry is FrameEntry => entry.kind === 'frame');
    const pseudonym = acceptedPseudonym(frames);
    this.agreements.add(agreementsIn(frames, client.address, pseudonym));
    const notes = connection.opener === undefined ? [NO_BEGINNING] : [];
    return { ...(pseudonym && { pseudonym }), notes, entries };
  }
}

const NO_BEGINNING =
  'its beginning was not captured; who is the server, and where a frame begins, was found by trying';
const NO_FRAMES =
  'its beginning was not captured, and its bytes are no frames: a private connection, or none of COSP';

function acceptedPseudonym(frames: readonly FrameEntry[]): Buffer | undefined {
  if (!frames.some(accepts)) return undefined;
  const asked = frames.filter(({ type }) => type === 'client_hello').at(-1);
  return asked && Buffer.from(decode('client_hello', asked.bytes).pseudonym);
}

function eventsOf({ began, opener }: TcpConnection, client: End, server: End): EventEntry[] {
  const events: EventEntry[] = [];
  if (opener !== undefined) events.push({ kind: 'event', from: 'client', moment: began, event: 'connected' });
  for (const [from, { stream }] of [['client', client] as const, ['server', server] as const]) {
    const { closed, reset } = stream;
    if (closed) events.push({ kind: 'event', from, moment: closed, event: 'closed' });
    if (reset) events.push({ kind: 'event', from, moment: reset, event: 'reset' });
  }
  return events;
}

/** Sorted by packets; what comes in one packet keeps its order, and a connection begins first. */
function inOrder({ began }: TcpConnection, entries: readonly Entry[]): Entry[] {
  const place = (entry: Entry): number => {
    return entry.kind === 'event' && entry.moment === began ? -1 : entry.moment.order;
  };
  return [...entries].sort((one, other) => place(one) - place(other));
}

function nothingIn({ packets, connections, damage, skipped }: Capture, port: number | undefined): string {
  const parts = [`the capture has ${packets} packets`];
  if (connections.length === 0) parts.push('none of a TCP connection');
  else parts.push(`but no TCP connection with port ${port}`);
  parts.push(...[...skipped].map(([reason, count]) => `${count} ${reason}`));
  if (damage) parts.push(`at byte ${damage.offset} ${damage.reason}`);
  return parts.join(', ');
}

function skippedIn({ skipped }: Capture): string[] {
  return [...skipped].map(([reason, count]) => {
    return `${count} ${count === 1 ? 'packet' : 'packets'} left out ${reason}`;
  });
}
