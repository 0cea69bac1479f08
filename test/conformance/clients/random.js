// Sends random bytes at each command, and shows nothing. The seed is the first argument: the same one, the same bytes.
// With "shows" behind it, it also shows random events.
const { dial, say, serve } = require('./base');

let state = Number(process.argv[2] ?? 1);
const random = (below) => {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((state / 2 ** 32) * below);
};
// Small numbers more often than others: codes, and sizes that do come to an end.
const byte = () => (random(2) === 0 ? random(8) : random(256));
const bytes = () => Buffer.from(Array.from({ length: 1 + random(random(8) === 0 ? 4_096 : 24) }, byte));

const NAMES = ['bob', 'carol', 'witness 1', ''];
const name = () => NAMES[random(NAMES.length)];
const EVENTS = [
  () => ({ event: 'registered', roster: [name(), name()] }),
  () => ({ event: 'register.refused' }),
  () => ({ event: 'joined', pseudonym: name() }),
  () => ({ event: 'left', pseudonym: name() }),
  () => ({ event: 'broadcast', from: name(), text: name() }),
  () => ({ event: 'direct', from: name(), text: name() }),
  () => ({ event: 'absent' }),
  () => ({ event: 'private.requested', from: name() }),
  () => ({ event: 'private.accepted', by: name() }),
  () => ({ event: 'private.refused', by: name() }),
  () => ({ event: 'private.data', with: name(), length: random(9) }),
  () => ({ event: 'error', message: name() }),
];

let socket;
const shout = () => {
  if (socket && !socket.destroyed && random(4) > 0) socket.write(bytes());
  while (process.argv[3] === 'shows' && random(3) > 0) say(EVENTS[random(EVENTS.length)]());
};
const COMMANDS = ['broadcast', 'direct', 'roster', 'private.request', 'private.accept', 'private.refuse'];
serve({
  ...Object.fromEntries(COMMANDS.map((command) => [command, shout])),
  // Now and then it does register, so that the scenarios come further than that.
  register: ({ pseudonym }) => {
    const text = Buffer.from(pseudonym);
    if (random(3) > 0) socket.write(Buffer.from([text.length >> 8, text.length & 0xff, ...text]));
    else shout();
  },
  connect: async (order) => {
    socket = await dial(order);
    socket.on('data', shout);
  },
  disconnect: () => void socket?.end(),
});
