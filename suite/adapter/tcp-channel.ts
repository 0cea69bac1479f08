import type { Socket } from 'node:net';
import { AdapterFault } from '../judgement';
import type { OutputTail } from '../target/output-tail';
import { ShellProcess } from '../target/shell-process';
import { within } from '../target/within';
import type { Channel, ChannelListener } from './channel';
import type { ControlPort } from './control-port';
import { SHORTEST_START } from './greeting';

/** How long a person may take to start one. */
const LONGEST_BY_HAND = 600_000;

/** An adapter that has dialled in, whoever has started it. */
export class TcpChannel implements Channel {
  readonly #closed: Promise<void>;
  #ended: string | undefined;

  private constructor(
    private readonly socket: Socket,
    readonly description: string,
    private readonly process: ShellProcess | undefined,
    listener: ChannelListener,
  ) {
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => listener.onData(chunk));
    this.#closed = new Promise((resolve) => {
      socket.once('close', (failed) => {
        this.#ended = failed ? 'reset its connection' : 'closed its connection';
        listener.onEnd();
        resolve();
      });
    });
  }

  /**
   * Starts an adapter, and waits until it dials in.
   * @throws AdapterFault where it does not.
   */
  static async start(
    port: ControlPort,
    command: string,
    timeout: number,
    output: OutputTail,
    listener: ChannelListener,
  ): Promise<TcpChannel> {
    await port.listen();
    const { address } = port;
    const line = command.replaceAll('{control}', address);
    const process = new ShellProcess(line, output, {
      channel: false,
      environment: { COSP_CONTROL: address },
    });
    const limit = Math.max(SHORTEST_START, timeout);
    const socket = await port.next(limit, failureOf(process));
    if (socket) {
      const description = `${line}${process.pid === undefined ? '' : ` (pid ${process.pid})`}`;
      return new TcpChannel(socket, description, process, listener);
    }
    const { exit } = process;
    await process.stop();
    const when =
      exit === undefined
        ? `did not connect to ${address} within ${limit / 1000} s`
        : `${exit} before it connected to ${address}`;
    throw new AdapterFault(`the adapter ${when}`);
  }

  /**
   * Waits until somebody's adapter dials in.
   * @param announce is told the address.
   * @throws AdapterFault where none does in ten minutes.
   */
  static async await(
    port: ControlPort,
    announce: (address: string) => void,
    listener: ChannelListener,
  ): Promise<TcpChannel> {
    await port.listen();
    const { address } = port;
    announce(address);
    const socket = await port.next(LONGEST_BY_HAND);
    if (socket) return new TcpChannel(socket, `the adapter at ${address}`, undefined, listener);
    throw new AdapterFault(`no adapter connected to ${address} within ${LONGEST_BY_HAND / 1000} s`);
  }

  get ended(): string | undefined {
    return this.#ended;
  }

  write(text: string): void {
    this.socket.write(text);
  }

  untilEnded(milliseconds: number): Promise<void> {
    return within(Promise.all([this.#closed, this.process?.exited]), milliseconds);
  }

  async close(): Promise<void> {
    this.socket.destroy();
    await this.process?.stop();
  }
}

/** Something that starts the adapter elsewhere may end at once, and in good order. */
async function failureOf(process: ShellProcess): Promise<void> {
  await process.exited;
  if (process.exit === 'exited with code 0') await new Promise(() => {});
}
