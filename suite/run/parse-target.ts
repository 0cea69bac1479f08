import { availableParallelism } from 'node:os';
import type { AdapterControl, ClientTarget, ServerTarget, ServerTls } from '../run-parameters';
import type { RawOptions } from './parse-request';
import { UsageError } from './usage-error';

const MOST_WORKERS_UNASKED = 4;

/** Address at which the suite listens for adapters that dial in. */
const PLACE = '{control}';

/**
 * The server that the options name, or the default one.
 * @throws UsageError with a sentence that says how to do it right.
 */
export function serverTarget(options: RawOptions, defaultExec: string | undefined): ServerTarget {
  const tls = tlsOf(options);
  if (tls === undefined) return plainTarget(options, defaultExec);
  if (options.exec === undefined && options.port === undefined) {
    throw new UsageError(
      '--tls needs a server that speaks TLS: name it with --exec, or with --host and --port',
    );
  }
  return { ...plainTarget(options, defaultExec), tls };
}

function tlsOf({ tls, tlsCa: ca, tlsInsecure: insecure }: RawOptions): ServerTls | undefined {
  if (!tls && ca === undefined && !insecure) return undefined;
  return { ...(ca !== undefined && { ca }), ...(insecure && { insecure }) };
}

function plainTarget(options: RawOptions, defaultExec: string | undefined): ServerTarget {
  const { exec, host, port, shared } = options;
  if (shared && (exec !== undefined || port === undefined)) {
    throw new UsageError('--shared is for a server at --host and --port');
  }
  if (exec !== undefined) return execTarget(exec, host ?? '127.0.0.1', port);
  if (port !== undefined) return { kind: 'address', host: host ?? '127.0.0.1', port };
  if (host !== undefined) throw new UsageError('--host needs --port, the port on which the server listens');
  if (defaultExec !== undefined) return { kind: 'exec', command: defaultExec, host: '127.0.0.1' };
  throw new UsageError('name a server with --exec, or with --host and --port');
}

function execTarget(command: string, host: string, port: number | undefined): ServerTarget {
  checkCommand(command);
  if (port !== undefined) return { kind: 'exec', command, host, port };
  if (command.includes('{port}')) return { kind: 'exec', command, host };
  throw new UsageError(
    "--exec must say where the port goes, as in --exec 'java -jar server.jar {port}'; " +
      'for a server that always listens on the same port, name it with --port',
  );
}

function checkCommand(command: string): void {
  if (command.trim() === '') throw new UsageError('--exec needs a command');
}

/**
 * The client that the options name, or the default one.
 * @throws UsageError with a sentence that says how to do it right.
 */
export function clientTarget(
  options: Pick<RawOptions, 'exec' | 'control'>,
  defaultExec: string | undefined,
): ClientTarget {
  const { exec, control = { way: 'stdio' } } = options;
  if (exec !== undefined) return adapterTarget(exec, control);
  if (control.way !== 'stdio') return { kind: 'adapter', control };
  if (defaultExec !== undefined) return { kind: 'adapter', command: defaultExec, control };
  throw new UsageError('name the adapter of a client with --exec, or say --control tcp or --control human');
}

function adapterTarget(command: string, control: AdapterControl): ClientTarget {
  checkCommand(command);
  if (control.way === 'human')
    throw new UsageError('--control human is for a client without an adapter: leave out --exec');
  if (control.way === 'stdio' && command.includes(PLACE)) {
    throw new UsageError(`${PLACE} in --exec is the address of --control tcp`);
  }
  return { kind: 'adapter', command, control };
}

/**
 * How many scenarios run at a time.
 * @throws UsageError for more than the target can take.
 */
export function workersFor(target: ServerTarget | ClientTarget, { workers, shared }: RawOptions): number {
  const alone = onlyOne(target);
  if (alone === undefined) return workers ?? Math.min(MOST_WORKERS_UNASKED, availableParallelism());
  if (workers === undefined || workers === 1) return 1;
  if (target.kind === 'address' && shared) return workers;
  throw new UsageError(alone);
}

/** Why there is one worker as a rule; undefined: each has a target of its own. */
function onlyOne(target: ServerTarget | ClientTarget): string | undefined {
  if (target.kind === 'address') return '--workers above 1 on a server at an address needs --shared';
  if (target.kind === 'exec') {
    return target.port === undefined
      ? undefined
      : 'a server that always listens on the same port can be tested by one worker only';
  }
  const { command, control } = target;
  if (control.way === 'human') return 'a person can do one thing at a time: leave out --workers';
  if (command === undefined) return 'an adapter that the suite does not start can serve one worker only';
  return control.way === 'tcp' && control.port !== 0
    ? 'on one port the suite can wait for one adapter only: leave out the port or --workers'
    : undefined;
}
