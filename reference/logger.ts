import { LOG_LEVELS, type LogFormat, type LogLevel } from './log-options';
import type * as PinoLog from './pino-log';
import type { Log } from './server';

/**
 * A log on stderr. The library behind it is loaded for the first line that is written: a server that has nothing to say
 * starts without it.
 */
export function createLog(format: Exclude<LogFormat, 'none'>, level: LogLevel): Log {
  let log: Log | undefined;
  const opened = (): Log => {
    const lazy = require('./pino-log') as typeof PinoLog;
    return lazy.pinoLog(format, level);
  };
  const lowest = LOG_LEVELS.indexOf(level);
  const writer = (at: LogLevel): Log[LogLevel] => {
    if (LOG_LEVELS.indexOf(at) < lowest) return () => undefined;
    return (fields, message) => {
      log ??= opened();
      log[at](fields, message);
    };
  };
  return { debug: writer('debug'), info: writer('info'), warn: writer('warn'), error: writer('error') };
}
