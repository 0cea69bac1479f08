import type { Requirements } from './scenario';

/** FAIL for a broken MUST, WARN for a SHOULD; undefined for a choice, which cannot be broken. */
export function violationLevel(id: string, requirements: Requirements): 'FAIL' | 'WARN' | undefined {
  const level = requirements.get(id)?.level;
  if (level === 'MUST') return 'FAIL';
  return level === 'SHOULD' ? 'WARN' : undefined;
}
