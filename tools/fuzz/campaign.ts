import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import {
  encodeClientHello,
  encodeDirectRequest,
  encodePrivateAccept,
  encodePrivateRefuse,
  type FrameOf,
  ResponseCode,
} from '../../wire';
import { Member } from '../support/member';
import { ObservedServer } from '../support/observed';
import type { Conversation } from './conversation';
import type { Fields } from './grammar';
import { Witness } from './witness';

/** Sides that never connect are many here, and should be forgotten while one looks. */
const LIMITS = { pairingTimeout: 500 };
/** Identifier of the second member, which joins right after the first. */
const WITNESS = 1;
/** Ports that the asker declares; below those of connections that the fuzzer makes. */
const [LOWEST_PORT, PORTS] = [1_024, 8_000];

/** In milliseconds; a thousand times what it takes. Only to end it when the server hangs. */
const LONGEST_BATCH = 60_000;

type Response = FrameOf<'server_response'>;

/** What was sent so far. */
export interface Figures {
  /** Frames, mutated ones as well. */
  frames: number;
  mutated: number;
  connections: number;
  bytes: number;
}

/** A server under fire, in a process of its own: connections that send what they like, beside two members that talk. */
export class Campaign {
  readonly #witness = new Witness((text) => this.#served(text));
  #members: Member[] = [];
  #accepted = 0;
  #fences = 0;
  #fence: { text: string; passed: () => void } | undefined;

  private constructor(
    readonly server: ObservedServer,
    private readonly figures: Figures,
  ) {}

  /** Starts a server with its two members. */
  static async start(figures: Figures): Promise<Campaign> {
    const campaign = new Campaign(await ObservedServer.start(LIMITS), figures);
    await campaign.#gather();
    return campaign;
  }

  /** Texts that have arrived as they were sent. */
  get checked(): number {
    return this.#witness.checked;
  }

  /** Identifiers of those that are there, for frames to be addressed to. */
  get present(): readonly number[] {
    return this.#witness.present;
  }

  /**
   * Has all of the conversations at the same time.
   * @throws Error when the members are not served, or what arrives is not what was sent.
   */
  async run(batch: readonly Conversation[]): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('the members are no longer served')), LONGEST_BATCH);
    });
    const conversations = batch.map((conversation) => this.#converse(conversation));
    const served = Promise.all(conversations).then(() => this.#memberIsServed());
    served.catch(() => undefined); // too late to be of interest
    await Promise.race([served, late]).finally(() => clearTimeout(timer));
    if (this.#witness.wrong !== undefined) throw new Error(this.#witness.wrong);
  }

  /** Ends it, the server included. */
  async stop(): Promise<void> {
    for (const { socket } of this.#members) socket.destroy();
    await this.server.stop();
  }

  async #gather(): Promise<void> {
    const asker = await Member.join(this.server, 'asker', {
      response: (frame) => this.#accept(asker, frame),
    });
    const witness = await Member.join(this.server, 'witness', {
      accepted: (list) => this.#witness.accepted(list),
      response: (frame) => {
        refuse(witness, frame);
        this.#witness.response(frame);
      },
    });
    this.#members = [asker, witness];
  }

  async #converse(conversation: Conversation): Promise<void> {
    const { hello, requests, ending } = conversation;
    const pseudonym = `fuzzer ${this.figures.connections++}`;
    if (hello === undefined)
      this.#witness.expect(pseudonym, { texts: textsFor(WITNESS, requests), exact: ending === 'end' });
    const frames = [hello?.bytes ?? encodeClientHello(pseudonym), ...requests.map(({ bytes }) => bytes)];
    const bytes = Buffer.concat(frames);
    this.figures.frames += frames.length;
    this.figures.bytes += bytes.length;
    for (const sent of [hello, ...requests]) if (sent && !sent.fields) this.figures.mutated += 1;
    await send(this.server.port, bytes, conversation);
  }

  /** What the asker says arrives at the witness: the server has dealt with all that came before, and lives. */
  async #memberIsServed(): Promise<void> {
    const [asker, witness] = this.#members;
    const text = `still here ${this.#fences++}`;
    const passed = new Promise<void>((resolve) => {
      this.#fence = { text, passed: resolve };
    });
    asker?.socket.write(encodeDirectRequest(WITNESS, text));
    const lost = [asker, witness].map(async (member) => {
      await member?.lost;
      throw new Error(`a member has lost its connection: ${member?.over}`);
    });
    await Promise.race([passed, ...lost]);
  }

  #served(text: Uint8Array): void {
    if (this.#fence?.text === Buffer.from(text).toString()) this.#fence.passed();
  }

  /** The asker accepts every private connection; nobody connects for it. */
  #accept(asker: Member, frame: Response): void {
    if (frame.code !== ResponseCode.PRIVATE_REQUESTED) return;
    this.#accepted += 1;
    asker.socket.write(encodePrivateAccept(LOWEST_PORT + (this.#accepted % PORTS), frame.body.idRequester));
  }
}

/** The witness refuses every private connection. */
function refuse(witness: Member, frame: Response): void {
  if (frame.code === ResponseCode.PRIVATE_REQUESTED)
    witness.socket.write(encodePrivateRefuse(frame.body.idRequester));
}

/** Texts that one member is to receive, up to the first request that is not as it should be. */
function textsFor(member: number, requests: readonly { fields: Fields | undefined }[]): Buffer[] {
  const texts: Buffer[] = [];
  for (const { fields } of requests) {
    if (fields === undefined) break;
    const isForIt =
      fields.code === 'broadcast' || (fields.code === 'direct' && fields.id_addressee === member);
    if (isForIt) texts.push(fields.text as Buffer);
  }
  return texts;
}

/** Sends bytes on a connection of their own, in pieces, and waits until it has closed. */
async function send(port: number, bytes: Buffer, conversation: Conversation): Promise<void> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.on('error', () => undefined); // cut off, as garbage may be
  if (conversation.reads) socket.resume();
  await Promise.race([once(socket, 'connect'), closed]);
  await writePieces(socket, bytes, conversation.pieces);
  if (conversation.ending === 'reset') socket.resetAndDestroy();
  else socket.end(() => socket.resume());
  await closed;
}

async function writePieces(socket: Socket, bytes: Buffer, pieces: readonly number[]): Promise<void> {
  for (let at = 0, index = 0; at < bytes.length && !socket.destroyed; index += 1) {
    const length = pieces[index % pieces.length] ?? bytes.length;
    await new Promise((resolve) => socket.write(bytes.subarray(at, at + length), resolve));
    at += length;
  }
}
