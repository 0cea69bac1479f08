import { Dialogue } from '../adapter/dialogue';
import { SHORTEST_START } from '../adapter/greeting';
import { ProcessChannel } from '../adapter/process-channel';
import { PROTOCOL_VERSION } from '../adapter/protocol';
import { Signal } from '../signal';
import { OutputTail } from '../target/output-tail';

/** How long an adapter may take to end by itself. */
const FAREWELL = 5_000;

/** Whether an adapter that never answered does so when its standard input ends: its lines stay in a buffer. */
export async function holdsLinesBack(command: string): Promise<boolean> {
  let said = '';
  const channel = new ProcessChannel(command, new OutputTail(), {
    onData: (chunk) => {
      said += chunk.toString('latin1');
    },
    onEnd: () => {},
  });
  channel.write(`${JSON.stringify({ id: 1, command: 'hello', version: PROTOCOL_VERSION })}\n`);
  channel.endInput();
  await channel.untilEnded(FAREWELL);
  await channel.close();
  return said.includes('"ok"');
}

/** Whether an adapter ends when its standard input does, without `bye`. @throws AdapterFault where it does not start. */
export async function endsWithItsInput(command: string, timeout: number): Promise<boolean> {
  let channel: ProcessChannel | undefined;
  const dialogue = await Dialogue.open(
    async (listener) => {
      channel = new ProcessChannel(command, new OutputTail(), listener);
      return channel;
    },
    { onNote: () => {}, onEvent: () => {}, signal: new Signal() },
  );
  try {
    await dialogue.ask('hello', { version: PROTOCOL_VERSION }, Math.max(timeout, SHORTEST_START));
    channel?.endInput();
    await channel?.untilEnded(FAREWELL);
    return channel?.ended !== undefined;
  } finally {
    await dialogue.close();
  }
}
