import type { RunRequest } from '../run/run-request';
import type { ClientTarget, ServerTls } from '../run-parameters';
import type { ScenarioRecord } from '../verdict/scenario';

/** The command line that runs just this scenario, as in the round (from 1) in which it was seen. */
export function replayLine(request: RunRequest, scenario: ScenarioRecord, round = 1): string {
  const { parameters, order } = request;
  const words = [
    'cosp',
    'test',
    parameters.target.kind === 'adapter' ? 'client' : 'server',
    ...targetWords(request),
  ];
  words.push('--id', scenario.requirement, '--grep', `^${escapePattern(scenario.name)}$`);
  if (parameters.timeout !== 5_000) words.push('--timeout', String(parameters.timeout / 1000));
  if (parameters.patience !== 0) words.push('--patience', String(parameters.patience / 1000));
  if (order.mode === 'random') words.push('--order', `random:${order.seed + round - 1}`);
  const { segmentation } = parameters;
  if (segmentation.mode === 'random') words.push('--segmentation', `random:${segmentation.seed + round - 1}`);
  else if (segmentation.mode !== 'whole') words.push('--segmentation', segmentation.mode);
  return words.map(shellWord).join(' ');
}

function targetWords({ parameters: { target, shared }, defaultTarget }: RunRequest): string[] {
  if (defaultTarget) return [];
  if (target.kind === 'adapter') return clientWords(target);
  const host = target.host === '127.0.0.1' ? [] : ['--host', target.host];
  const port = target.port === undefined ? [] : ['--port', String(target.port)];
  const tls = tlsWords(target.tls);
  if (target.kind === 'exec') return ['--exec', target.command, ...host, ...port, ...tls];
  return [...host, ...port, ...(shared ? ['--shared'] : []), ...tls];
}

function tlsWords(tls: ServerTls | undefined): string[] {
  if (tls === undefined) return [];
  const { ca, insecure } = tls;
  return ['--tls', ...(ca === undefined ? [] : ['--tls-ca', ca]), ...(insecure ? ['--tls-insecure'] : [])];
}

function clientWords({ command, control }: ClientTarget): string[] {
  const exec = command === undefined ? [] : ['--exec', command];
  if (control.way === 'stdio') return exec;
  return [
    ...exec,
    '--control',
    control.way === 'tcp' && control.port !== 0 ? `tcp:${control.port}` : control.way,
  ];
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

/** A word as a POSIX shell takes it literally. */
export function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
