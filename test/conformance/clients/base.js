// What the clients here have in common: they take the suite's commands and keep the adapter protocol, whatever else they do.
const { connect } = require('node:net');
const { createInterface } = require('node:readline');

const say = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);

const HELLO = { version: 1, client: { name: 'null client', language: 'JavaScript' }, unsupported: [] };
const NOTHING_RECEIVED = {
  length: 0,
  sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  hex: '',
};
const KNOWN = new Set([
  ...['hello', 'connect', 'register', 'roster', 'broadcast', 'direct', 'disconnect', 'bye'],
  ...['request', 'accept', 'refuse', 'send', 'received', 'close'].map((name) => `private.${name}`),
]);
const REPLIES = { hello: HELLO, roster: { roster: [] }, 'private.received': NOTHING_RECEIVED };

/**
 * Answers each command with ok, behind what `commands` has for it, which may give further members.
 * @param {Record<string, (command: object) => object | void | Promise<object | void>>} commands
 */
async function serve(commands) {
  for await (const line of createInterface({ input: process.stdin })) {
    const order = JSON.parse(line);
    const { id, command } = order;
    try {
      if (!KNOWN.has(command)) say({ id, error: { kind: 'unsupported', message: command } });
      else say({ id, ok: true, ...REPLIES[command], ...(await commands[command]?.(order)) });
    } catch (error) {
      say({ id, error: { kind: 'io', message: error.message } });
    }
    if (command === 'bye') process.exit(0);
  }
}

/** A connection to the suite, whose end is told, as the adapter protocol wants it. */
function dial({ host, port }) {
  return new Promise((resolve, reject) => {
    const socket = connect(port, host, () => resolve(socket));
    socket.on('error', reject);
    socket.on('connect', () => socket.on('close', () => say({ event: 'disconnected' })));
  });
}

module.exports = { dial, say, serve };
