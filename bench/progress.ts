import type { WriteStream } from 'node:tty';
import type { Progress } from './rounds';
import { formatFigures } from './table';

const CLEAR_LINE = '\r\u001B[K';

/** A line for each measurement; on a terminal also what is being measured. */
export function progressOn(output: Pick<WriteStream, 'write' | 'isTTY'>, rounds: number): Progress {
  return {
    begins: (server, scenario, done, all) => {
      if (output.isTTY) output.write(`${CLEAR_LINE}${done}/${all} ${scenario.title}: ${server.title} ...`);
    },
    ended: (server, scenario, round, outcome) => {
      const what =
        typeof outcome === 'string' ? `not measured: ${outcome}` : formatFigures(scenario, outcome);
      const line = `round ${round + 1}/${rounds}, ${scenario.name}, ${server.name}: ${what}\n`;
      output.write(output.isTTY ? `${CLEAR_LINE}${line}` : line);
    },
  };
}
