import { existsSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { type BaselineEntry, readBaseline } from '../baseline';
import type { Segmentation, ServerTarget } from '../run-parameters';
import type { Order, RunRequest, Selection } from './run-request';
import { UsageError } from './usage-error';

const MOST_WORKERS_UNASKED = 4;

/** The options of `cosp test server` as the command line gives them, each checked by itself. */
export interface RawOptions {
  exec?: string;
  host?: string;
  port?: number;
  shared?: boolean;
  /** Milliseconds. */
  timeout: number;
  /** Milliseconds. */
  patience: number;
  workers?: number;
  section?: string[];
  id?: string[];
  level?: string[];
  grep?: string;
  failFast?: boolean;
  order: Order;
  repeat: number;
  segmentation: Segmentation;
  baseline?: string;
  writeBaseline?: string;
  json?: string;
  junit?: string;
  list?: boolean;
  verbose?: boolean;
  color: boolean;
}

/**
 * Checks the options against each other.
 * @param defaultExec command of the server to test when none is named.
 * @throws UsageError with a sentence that says how to do it right.
 */
export function parseRequest(options: RawOptions, defaultExec: string | undefined): RunRequest {
  const target = targetOf(options, defaultExec);
  const { timeout, patience, segmentation, shared = false, verbose = false } = options;
  if (shared && target.kind === 'exec') throw new UsageError('--shared is for a server at --host and --port');
  return {
    parameters: { target, timeout, patience, shared, segmentation, verbose },
    defaultTarget: options.exec === undefined && target.kind === 'exec',
    workers: workersFor(target, options),
    selection: selectionOf(options),
    failFast: options.failFast ?? false,
    order: options.order,
    repeat: options.repeat,
    baseline: baselineOf(options),
    ...outputsOf(options),
    color: options.color,
  };
}

/** What the options select; only this part of them matters to `--list`. */
export function selectionOf({ section = [], id = [], level = [], grep }: RawOptions): Selection {
  return { sections: section, ids: id, levels: level, ...(grep !== undefined && { grep }) };
}

function targetOf(options: RawOptions, defaultExec: string | undefined): ServerTarget {
  const { exec, host, port } = options;
  if (exec !== undefined) return execTarget(exec, host ?? '127.0.0.1', port);
  if (port !== undefined) return { kind: 'address', host: host ?? '127.0.0.1', port };
  if (host !== undefined) throw new UsageError('--host needs --port, the port on which the server listens');
  if (defaultExec !== undefined) return { kind: 'exec', command: defaultExec, host: '127.0.0.1' };
  throw new UsageError('name a server with --exec, or with --host and --port');
}

function execTarget(command: string, host: string, port: number | undefined): ServerTarget {
  if (command.trim() === '') throw new UsageError('--exec needs a command');
  if (port !== undefined) return { kind: 'exec', command, host, port };
  if (command.includes('{port}')) return { kind: 'exec', command, host };
  throw new UsageError(
    "--exec must say where the port goes, as in --exec 'java -jar server.jar {port}'; " +
      'for a server that always listens on the same port, name it with --port',
  );
}

function workersFor(target: ServerTarget, { workers, shared }: RawOptions): number {
  if (target.kind === 'exec' && target.port === undefined) {
    return workers ?? Math.min(MOST_WORKERS_UNASKED, availableParallelism());
  }
  if (workers === undefined || workers === 1) return 1;
  if (target.kind === 'exec') {
    throw new UsageError('a server that always listens on the same port can be tested by one worker only');
  }
  if (!shared) throw new UsageError('--workers above 1 on a server at an address needs --shared');
  return workers;
}

function baselineOf({ baseline, writeBaseline }: RawOptions): BaselineEntry[] {
  // Updating a baseline in place begins with an empty one when there is none yet.
  if (baseline === undefined || (baseline === writeBaseline && !existsSync(baseline))) return [];
  return readBaseline(baseline);
}

function outputsOf(options: RawOptions): Pick<RunRequest, 'json' | 'junit' | 'writeBaseline'> {
  const { json, junit, writeBaseline } = options;
  if (json === '-' && junit === '-')
    throw new UsageError('only one of --json and --junit can go to standard output');
  for (const file of [json, junit, writeBaseline])
    if (file !== undefined && file !== '-') checkWritable(file);
  return {
    ...(json !== undefined && { json }),
    ...(junit !== undefined && { junit }),
    ...(writeBaseline !== undefined && { writeBaseline }),
  };
}

/** Found out before the run rather than after it. */
function checkWritable(file: string): void {
  const folder = path.dirname(path.resolve(file));
  if (!existsSync(folder)) throw new UsageError(`cannot write ${file}: there is no folder ${folder}`);
  if (existsSync(file) && statSync(file).isDirectory())
    throw new UsageError(`cannot write ${file}: it is a folder`);
}
