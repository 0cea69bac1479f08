import { type DestinationStream, destination, pino, stdTimeFunctions } from 'pino';
import type { LogFormat, LogLevel } from './log-options';
import type { Log } from './server';

interface Line {
  readonly level: string;
  readonly time: string;
  readonly msg: string;
  readonly [field: string]: unknown;
}

/** One line for a person: time, level, message, and the fields as `name=value`. */
export function prettyLine(json: string): string {
  const { level, time, msg, ...fields } = JSON.parse(json) as Line;
  const shown = Object.entries(fields).map(([name, value]) => ` ${name}=${JSON.stringify(value)}`);
  return `${time} ${level.toUpperCase().padEnd(5)} ${msg}${shown.join('')}\n`;
}

/** A structured log on stderr. Writes at once, so that nothing is missing when the process ends. */
export function createLog(format: Exclude<LogFormat, 'none'>, level: LogLevel): Log {
  const stderr = destination({ dest: 2, sync: true });
  const pretty: DestinationStream = { write: (json) => stderr.write(prettyLine(json)) };
  const formatters = { level: (label: string) => ({ level: label }) };
  // No base: neither process nor machine are of interest to whoever reads one server's log.
  const options = { level, base: undefined, timestamp: stdTimeFunctions.isoTime, formatters };
  return pino(options, format === 'pretty' ? pretty : stderr);
}
