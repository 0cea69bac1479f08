import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compileAll, hasCommand } from '../../bench/compile';
import { chooseCores } from '../../bench/cores';
import type { Equipment, Sample } from '../../bench/measure';
import { outputOf, startOn } from '../../bench/processes';

function reasonToSkip(): string | false {
  for (const command of ['cc', 'taskset']) if (!hasCommand(command)) return `${command} is not installed`;
  try {
    chooseCores();
    return false;
  } catch (error) {
    return String(error);
  }
}

/** Why nothing can be measured on this machine; false: it can. */
export const SKIPPED = reasonToSkip();

let equipment: Equipment | undefined;

/** The compiled programs, compiled once. */
export function equip(): Equipment {
  equipment ??= { programs: compileAll(), cores: chooseCores() };
  return equipment;
}

const LONGEST = 300_000; // ms; ends a generator that hangs, however busy the machine is

/** Plays a scenario for a moment against the server at a port, which is not measured. */
export async function play(protocol: string, port: number, ...scenario: string[]): Promise<Sample> {
  const folder = mkdtempSync(join(tmpdir(), 'cosp-bench-test-'));
  try {
    const { programs, cores } = equip();
    const args = ['--protocol', protocol, '--port', `${port}`, '--warm-up', '0.05', '--seconds', '0.1'];
    const load = startOn(cores.load, [programs.load, ...args, ...scenario], folder, 'pipe');
    return JSON.parse(await outputOf(load, LONGEST)) as Sample;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
