import { type DestinationStream, destination, pino, stdTimeFunctions } from 'pino';
import type { LogFormat, LogLevel } from './log-options';
import type { Log } from './server';

interface Line {
  readonly level: string;
  readonly time: string;
  readonly msg: string;
  readonly [field: string]: unknown;
}

/** What JSON leaves as it is and a terminal may obey: C1 controls, and marks that turn the text around. */
const UNSEEN = /[\p{Cc}\p{Cf}]/gu;
const escaped = (character: string): string =>
  `\\u{${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}}`;

/** One line for a person: time, level, message, and the fields as `name=value`. */
function prettyLine(json: string): string {
  const { level, time, msg, ...fields } = JSON.parse(json) as Line;
  const shown = Object.entries(fields).map(([name, value]) => ` ${name}=${JSON.stringify(value)}`);
  const line = `${time} ${level.toUpperCase().padEnd(5)} ${msg}${shown.join('')}`;
  return `${line.replace(UNSEEN, escaped)}\n`;
}

/** A structured log on stderr. Writes at once, so that nothing is missing when the process ends. */
export function pinoLog(format: Exclude<LogFormat, 'none'>, level: LogLevel): Log {
  const stderr = destination({ dest: 2, sync: true });
  const pretty: DestinationStream = { write: (json) => stderr.write(prettyLine(json)) };
  const formatters = { level: (label: string) => ({ level: label }) };
  // No base: neither process nor machine are of interest to whoever reads one server's log.
  const options = { level, base: undefined, timestamp: stdTimeFunctions.isoTime, formatters };
  return pino(options, format === 'pretty' ? pretty : stderr);
}
