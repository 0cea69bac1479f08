import { InvalidArgumentError, Option } from 'commander';
import { type CospServerLimits, checkLimit, DEFAULT_LIMITS } from '../server';
import { formatDuration, formatSize, parseCount, parseDuration, parseSize } from '../units';

interface Unit {
  readonly name: string;
  readonly parse: (text: string) => number;
  readonly format: (value: number) => string;
}

const count: Unit = { name: 'number', parse: parseCount, format: String };
const duration: Unit = { name: 'duration', parse: parseDuration, format: formatDuration };
const size: Unit = { name: 'size', parse: parseSize, format: formatSize };

/** Each option is its limit's name with dashes. */
const LIMITS: Readonly<Record<keyof CospServerLimits, readonly [Unit, string]>> = {
  maxClients: [count, 'registered clients at most'],
  handshakeTimeout: [duration, 'time to agree on TLS'],
  registrationTimeout: [duration, 'time to ask for a pseudonym'],
  maxQueuedBytes: [size, 'bytes that may wait for a client; past it the client is dropped'],
  slowReaderGrace: [duration, 'how long senders wait for a client that is behind with reading'],
  maxPendingRequests: [count, 'private connections that one client may have in preparation'],
  pairingTimeout: [duration, 'time for both sides of a private connection to connect'],
  relayBufferBytes: [size, 'bytes held for each direction of a private connection'],
  closingTimeout: [duration, 'time for a connection to close once it has been ended'],
};

/** Turns an Error into commander's, which names the option and the value. */
export function parser<T>(parse: (text: string) => T): (text: string) => T {
  return (text) => {
    try {
      return parse(text);
    } catch (error) {
      throw new InvalidArgumentError(error instanceof Error ? error.message : String(error));
    }
  };
}

/** The options of all limits, with their defaults. */
export function limitOptions(): Option[] {
  return (Object.keys(LIMITS) as (keyof CospServerLimits)[]).map((limit) => {
    const [unit, description] = LIMITS[limit];
    const name = limit.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    return new Option(`--${name} <${unit.name}>`, description)
      .default(DEFAULT_LIMITS[limit], unit.format(DEFAULT_LIMITS[limit]))
      .argParser(parser((text) => checkLimit(limit, unit.parse(text))));
  });
}
