// Sends its pseudonym and nothing more. Whatever comes, it shows every event that there is.
const { dial, say, serve } = require('./base');

const who = 'bob';
const EVENTS = [
  { event: 'registered', roster: [who] },
  { event: 'register.refused' },
  { event: 'joined', pseudonym: who },
  { event: 'left', pseudonym: who },
  { event: 'broadcast', from: who, text: 'hello' },
  { event: 'direct', from: who, text: 'hello' },
  { event: 'absent' },
  { event: 'private.requested', from: who },
  { event: 'private.accepted', by: who },
  { event: 'private.refused', by: who },
  { event: 'error', message: 'everything' },
];

let socket;
serve({
  connect: async (order) => {
    socket = await dial(order);
    socket.on('data', () => EVENTS.forEach(say));
  },
  register: ({ pseudonym }) => {
    const bytes = Buffer.from(pseudonym);
    socket.write(Buffer.from([bytes.length >> 8, bytes.length & 0xff, ...bytes]));
  },
  roster: () => ({ roster: [who] }),
  disconnect: () => void socket?.end(),
});
