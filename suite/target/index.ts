import type { ServerTarget } from '../run-parameters';
import { AddressTarget } from './address-target';
import { ExecTarget } from './exec-target';
import type { Target } from './target';

export type { Target } from './target';

/** The target that the parameters name. */
export function createTarget(target: ServerTarget, timeout: number): Target {
  return target.kind === 'exec' ? new ExecTarget(target, timeout) : new AddressTarget(target, timeout);
}
