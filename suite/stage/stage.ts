import type { Socket } from 'node:net';
import type { Adapter } from '../adapter/adapter';
import type { AdapterEvent } from '../adapter/protocol';
import { Conversation } from '../conversation';
import { Violation } from '../judgement';
import type { ConnectionContext } from '../peer/connection';
import type { RunParameters } from '../run-parameters';
import { Signal } from '../signal';
import { Cast } from './cast';
import { ClientLink } from './client-link';
import { PrivateLinks } from './private-links';
import { type Due, isShownRight, wrongReport } from './reports';
import { ScriptedServer } from './scripted-server';

/** What the client shows of its private connections, beside the order of everything else. */
type PrivateReport = Extract<AdapterEvent, { event: 'private.open' | 'private.data' | 'private.closed' }>;

/**
 * One scenario with a client under test: the server that the suite plays, the others that exist only in its script, and the
 * adapter that does what the client's user does. Two witnesses: the bytes on the wire, and what the client shows.
 */
export class Stage {
  readonly conversation = new Conversation();
  readonly cast = new Cast();
  readonly links: PrivateLinks;
  /** The pseudonym for which the client has asked last. */
  own: string | undefined;
  /** The server has ended the chat connection, or said what no client can go on after. */
  over = false;
  readonly #context: ConnectionContext;
  readonly #arrivals = new Signal();
  #server!: ScriptedServer;
  #link: ClientLink | undefined;
  #expectsChat = false;
  #due: Due[] = [];
  readonly #privateReports: PrivateReport[] = [];

  private constructor(
    readonly adapter: Adapter,
    private readonly parameters: RunParameters,
  ) {
    const { timeout, segmentation } = parameters;
    const { conversation } = this;
    const beforeWait = (): void => this.flush();
    this.#context = {
      host: '',
      port: 0,
      timeout,
      segmentation,
      conversation,
      beforeWait,
      party: 'client',
    };
    this.links = new PrivateLinks(this.#context);
  }

  /** A stage with a server that listens, and nobody on it. */
  static async open(adapter: Adapter, parameters: RunParameters): Promise<Stage> {
    const stage = new Stage(adapter, parameters);
    adapter.setConversation(stage.conversation);
    stage.#server = await ScriptedServer.open((socket) => stage.#onConnection(socket));
    return stage;
  }

  /** The longest wait for what must come, in milliseconds. */
  get timeout(): number {
    return this.parameters.timeout;
  }

  /** Lets the client connect, and waits until it has. */
  async connect(): Promise<void> {
    this.#expectsChat = true;
    this.#link = undefined;
    this.over = false;
    const { host, port } = this.#server;
    await this.adapter.command('connect', { host, port });
    const arrived = await this.#arrivals.until(() => this.#link, this.timeout);
    if (arrived) return;
    throw new Violation('the client says that it has connected, which it has not', {
      expected: `a connection to ${host} port ${port}`,
    });
  }

  /** The same after the chat connection has ended, with nobody there. */
  async connectAgain(): Promise<void> {
    this.#link?.connection.dispose();
    this.cast.clear();
    this.links.forgetWaiting();
    await this.adapter.command('disconnect');
    await this.connect();
  }

  #onConnection(socket: Socket): void {
    if (this.#expectsChat) {
      this.#expectsChat = false;
      this.#link = new ClientLink('the client', this.#context, socket);
    } else this.links.arrive(socket);
    this.#arrivals.raise();
  }

  /** The client's chat connection. */
  get link(): ClientLink {
    if (!this.#link) throw new Error('the client has not connected in this scenario');
    return this.#link;
  }

  /** Whether the client has connected in this scenario. */
  get connected(): boolean {
    return this.#link !== undefined;
  }

  /** The client must not have sent anything that no step has asked for. */
  checkSilent(blames: string): void {
    const { link } = this;
    if (link.problem) throw link.problem;
    const [heard] = link.inbox;
    const rest = Buffer.from(link.rest);
    if (!heard && rest.length === 0) return;
    throw new Violation('the client sent something too early', {
      blames,
      expected: 'nothing yet',
      actual: heard?.summary ?? `${rest.length} bytes`,
      peer: link.name,
      frame: heard ? { type: heard.type, bytes: heard.bytes, markOffset: 0 } : { bytes: rest, markOffset: 0 },
    });
  }

  /** Writes what `coalesced` segmentation has held back. */
  flush(): void {
    this.#link?.connection.flush();
    for (const side of this.links.sides) side.connection.flush();
  }

  /** The server has told something that the client must show. */
  owe(due: Due): void {
    this.#due.push(due);
  }

  /** The client must show everything that it has been told, in that order. */
  async shown(): Promise<void> {
    this.flush();
    while (this.#due.some(({ optional }) => !optional)) await this.#shownNext();
  }

  /** The client must show the server's answer to its pseudonym: before that its user can do nothing. */
  async answerShown(): Promise<void> {
    const isAnswer = ({ event }: Due): boolean => event.event.startsWith('register');
    this.flush();
    while (this.#due.some(isAnswer)) await this.#shownNext();
  }

  /** Something that is due for certain must be behind what is optional: else nobody knows how long to wait. */
  async #shownNext(): Promise<void> {
    const due = this.#due.shift() as Due;
    const actual = await this.#next(due);
    if (actual && isShownRight(due.event, actual, this.own)) return;
    if (!due.optional) throw wrongReport(due, actual, `nothing within ${this.timeout / 1000} s`);
    if (actual) this.adapter.events.unshift(actual);
  }

  async #next({ event }: Due): Promise<AdapterEvent | undefined> {
    for (;;) {
      const actual = await this.adapter.expect(event);
      // Why the connection has ended may be said before.
      if (actual?.event === 'error' && event.event === 'disconnected') continue;
      if (!actual || !isPrivateReport(actual)) return actual;
      this.#privateReports.push(actual);
    }
  }

  /** After what it cannot understand, the client tells its user so, or that the connection has ended, and ends it. */
  async ended(blames: string): Promise<void> {
    const isTold = this.over;
    await this.shown();
    this.over = true;
    const { events } = this.adapter;
    let isReported = false;
    const told = (): true | undefined => {
      for (let event = events.shift(); event; event = events.shift()) {
        if (event.event === 'disconnected') return true;
        isReported ||= event.event === 'error';
      }
      return undefined;
    };
    const { link } = this;
    const hasEnded = isTold || (await this.adapter.until(told));
    const gone = hasEnded && (await link.connection.until(() => link.ended || undefined));
    if (gone) return;
    const lack = hasEnded ? 'end its connection' : isReported ? 'end, but goes on' : 'notice';
    throw new Violation(`the client does not ${lack}`, {
      blames,
      expected: 'it reports what is wrong and ends in good order',
      actual: hasEnded
        ? `the connection is open after ${this.timeout / 1000} s`
        : `no event disconnected within ${this.timeout / 1000} s`,
      peer: hasEnded ? link.name : 'adapter',
    });
  }

  /** What the client shows that nothing called for; the progress of private connections is left out. */
  get unexpected(): AdapterEvent | undefined {
    this.#takePrivateReports();
    return this.adapter.events[0];
  }

  /** What the client shows of a private connection with somebody with whom it has had none. */
  get misnamed(): AdapterEvent | undefined {
    this.#takePrivateReports();
    const partners = new Set(this.links.partners.map((name) => this.cast.member(name).pseudonym));
    return this.#privateReports.find((report) => !partners.has(report.with));
  }

  #takePrivateReports(): void {
    const { events } = this.adapter;
    const reports = events.filter(isPrivateReport);
    if (reports.length === 0) return;
    this.#privateReports.push(...reports);
    events.splice(0, events.length, ...events.filter((event) => !isPrivateReport(event)));
  }

  /** Waits until the client has shown so much of its private connection with `partner`; of several events any. */
  async privateShown(
    event: PrivateReport['event'] | readonly PrivateReport['event'][],
    partner: string,
    holds: (report: PrivateReport) => boolean = () => true,
    blames?: string,
  ): Promise<void> {
    const events = [event].flat();
    const find = (): true | undefined => {
      this.#takePrivateReports();
      const at = this.#privateReports.findIndex(
        (report) => events.includes(report.event) && report.with === partner && holds(report),
      );
      if (at < 0) return undefined;
      this.#settle(at);
      return true;
    };
    this.flush();
    if (await this.adapter.until(find)) return;
    const due = events.join(' or ');
    throw new Violation(`the client does not show ${due} with ${partner}`, {
      blames,
      presumed: true,
      expected: `the event ${due} with ${partner}`,
      actual: `nothing within ${this.timeout / 1000} s`,
      peer: 'adapter',
    });
  }

  /** This report has been looked at. What was shown of an earlier connection with somebody is nothing of the next one. */
  #settle(at: number): void {
    const { event, with: partner } = this.#privateReports[at] as PrivateReport;
    if (event === 'private.data') return;
    this.#privateReports.splice(at, 1);
    if (event !== 'private.open') return;
    const isOld = (report: PrivateReport, i: number): boolean =>
      i < at && report.event === 'private.data' && report.with === partner;
    const rest = this.#privateReports.filter((report, i) => !isOld(report, i));
    this.#privateReports.splice(0, this.#privateReports.length, ...rest);
  }

  /** Waits until the client's own connection for `partner` has come. */
  async privateSide(partner: string): Promise<ReturnType<PrivateLinks['side']> & object> {
    this.flush();
    const side = await this.#arrivals.until(() => this.links.side(partner), this.timeout);
    if (side) return side;
    throw new Violation('the client did not open its new connection', {
      blames: 'COSP-6.2-11',
      presumed: true,
      expected: `a connection from the port that it declared for ${partner}`,
      actual: `none within ${this.timeout / 1000} s`,
    });
  }

  /** Ends each connection as soon as the client has ended its side. */
  closeAfterClient(): void {
    this.#link?.connection.closeAfterOther();
    for (const side of this.links.sides) side.connection.closeAfterOther();
  }

  /** Frees everything. */
  dispose(): void {
    this.#link?.connection.dispose();
    for (const side of this.links.sides) side.connection.dispose();
    this.#server.close();
  }
}

function isPrivateReport(event: AdapterEvent): event is PrivateReport {
  return ['private.open', 'private.data', 'private.closed'].includes(event.event);
}
