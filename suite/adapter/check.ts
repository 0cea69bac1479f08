import checks from './generated/checks';

type CheckError = NonNullable<(typeof checks)[string]['errors']>[number];

/** Keywords that only say that what they are made of does not hold. */
const COMPOSED = new Set(['anyOf', 'oneOf', 'allOf', 'if']);

/** What is wrong with a reply to `command`; undefined where it fits the schema. */
export function wrongInReply(line: object, command: string): string | undefined {
  if ('error' in line) return 'ok' in line ? 'it has both "ok" and "error"' : wrong('refusal', line);
  return wrong(`replies/${command}` in checks ? `replies/${command}` : 'ok', line);
}

/** What is wrong with an event; undefined where it fits the schema. */
export function wrongInEvent(line: { event: unknown }): string | undefined {
  const { event } = line;
  if (typeof event !== 'string' || !(`events/${event}` in checks)) {
    return `there is no event ${JSON.stringify(event)}`;
  }
  return wrong(`events/${event}`, line);
}

function wrong(definition: string, line: object): string | undefined {
  const check = checks[definition];
  if (!check || check(line)) return undefined;
  const errors = (check.errors ?? []).filter(({ keyword }) => !COMPOSED.has(keyword));
  return errors.map(sentence).join(', or ');
}

function sentence({ instancePath, message = 'is wrong', params }: CheckError): string {
  const { missingProperty, allowedValues } = params;
  const where = instancePath === '' ? 'it' : `"${instancePath.slice(1).replaceAll('/', '.')}"`;
  if (typeof missingProperty === 'string') return `${where} lacks "${missingProperty}"`;
  const allowed = Array.isArray(allowedValues) ? `: ${allowedValues.join(', ')}` : '';
  return `${where} ${message}${allowed}`;
}
