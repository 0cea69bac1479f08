import { readdirSync, readFileSync } from 'node:fs';

/** Whether a process of the group still runs; one that has ended and only waits to be taken note of does not. */
export function isGroupAlive(group: number): boolean {
  try {
    process.kill(-group, 0);
  } catch {
    return false;
  }
  return process.platform !== 'linux' || hasRunning(group);
}

/** Orphans are reaped after a second or never in many containers; until then the system still counts them. */
function hasRunning(group: number): boolean {
  return readdirSync('/proc').some((name) => /^\d+$/.test(name) && isRunningIn(group, name));
}

function isRunningIn(group: number, pid: string): boolean {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  } catch {
    return false; // it has just gone
  }
  // pid (name) state parent group …; the name may hold anything.
  const [state = '', , ofGroup] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return Number(ofGroup) === group && !'ZX'.includes(state);
}
