import { existsSync } from 'node:fs';
import type { Role } from '../../spec';
import { type BaselineEntry, readBaseline } from '../baseline';
import type { AdapterControl, Segmentation } from '../run-parameters';
import { outputsOf } from './parse-outputs';
import { clientTarget, serverTarget, workersFor } from './parse-target';
import type { CucumberFormat, Order, RunRequest, Selection } from './run-request';

/** The options of `cosp test server` and `cosp test client` as the command line gives them, each checked by itself. */
export interface RawOptions {
  exec?: string;
  host?: string;
  port?: number;
  shared?: boolean;
  /** For servers, and so the next two. */
  tls?: boolean;
  /** A file. */
  tlsCa?: string;
  tlsInsecure?: boolean;
  /** For clients. */
  control?: AdapterControl;
  /** Milliseconds. */
  timeout: number;
  /** Milliseconds; for servers. */
  patience?: number;
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
  /** False: none at all, not even unasked. */
  html?: string | false;
  junit?: string;
  tap?: string;
  markdown?: string;
  badge?: string;
  format?: CucumberFormat[];
  list?: boolean;
  verbose?: boolean;
  color: boolean;
}

/**
 * Checks the options against each other.
 * @param defaultExec command of the server, or adapter of the client, to test when none is named.
 * @throws UsageError with a sentence that says how to do it right.
 */
export function parseRequest(options: RawOptions, defaultExec: string | undefined, role: Role): RunRequest {
  const target = role === 'server' ? serverTarget(options, defaultExec) : clientTarget(options, defaultExec);
  const { timeout, patience = 0, segmentation, shared = false, verbose = false } = options;
  return {
    parameters: { target, timeout, patience, shared, segmentation, verbose },
    defaultTarget: options.exec === undefined && 'command' in target,
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

function baselineOf({ baseline, writeBaseline }: RawOptions): BaselineEntry[] {
  // Updating a baseline in place begins with an empty one when there is none yet.
  if (baseline === undefined || (baseline === writeBaseline && !existsSync(baseline))) return [];
  return readBaseline(baseline);
}
