import type { Requirement } from '../../spec';

/** A requirement for a test, in which only what is given matters. */
export function requirement(fields: Partial<Requirement> & { id: string }): Requirement {
  return { level: 'MUST', roles: ['server'], statement: 'It is so.', rfc: 'silent', needs: [], ...fields };
}
