import { clientTypes, serverTypes } from './frame-chat';
import { type FramedStream, frameStream } from './frame-stream';
import type { Decoded, Reading, Side, State } from './model';

/** What the user said about the bytes. */
export interface StreamQuestion {
  readonly name: string;
  readonly format: 'hex' | 'raw';
  /** Who sent them; when it is not said, whichever reading makes whole frames. */
  readonly from?: Side;
  readonly state?: State;
}

const SIDES: readonly Side[] = ['client', 'server'];
const STATES: readonly State[] = ['registering', 'registered'];

/** Decodes the bytes of one direction. */
export function decodeStream(bytes: Buffer, { name, format, from, state }: StreamQuestion): Decoded {
  const allowed = READINGS.filter((one) => {
    return one.from === (from ?? one.from) && one.state === (state ?? one.state);
  });
  const whole = READINGS.filter((reading) => read(bytes, reading).problem === undefined);
  const taken = allowed.find((one) => whole.includes(one)) ?? (allowed[0] as Reading);
  const others = whole.filter((one) => one !== taken);
  const { frames, problem } = read(bytes, taken);
  const note = bytes.length === 0 ? 'there is not one byte' : noteOn(taken, others, problem === undefined);
  return {
    source: { name, format },
    notes: [],
    conversations: [
      { number: 1, kind: 'chat', notes: [note], entries: [...frames, ...(problem ? [problem] : [])] },
    ],
  };
}

/** From the likeliest to the least likely. */
const READINGS: readonly Reading[] = STATES.flatMap((state) => SIDES.map((from) => ({ from, state })));

function read(bytes: Buffer, { from, state }: Reading): FramedStream {
  const chunks = bytes.length > 0 ? [{ bytes, moment: { order: 0 } }] : [];
  return frameStream({ chunks }, from, from === 'client' ? clientTypes(state) : serverTypes(state));
}

function noteOn(taken: Reading, others: readonly Reading[], isWhole: boolean): string {
  const read = `read as sent by ${words(taken)}`;
  if (others.length === 0) return read;
  const options = others.map(({ from, state }) => `--direction ${from} --state ${state}`).join(', or ');
  return `${read}; ${isWhole ? 'also' : 'but'} whole frames with ${options}`;
}

function words({ from, state }: Reading): string {
  return `the ${from}, ${state === 'registering' ? 'from the beginning of a connection' : 'after the registration'}`;
}
