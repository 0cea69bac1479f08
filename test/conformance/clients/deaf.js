// Sends what its user wants, and never looks at what comes: it guesses all identifiers.
const { dial, serve } = require('./base');

const short = (number) => [(number >> 8) & 0xff, number & 0xff];
const textOf = ({ text, fill, length }) => Buffer.from(text ?? fill.repeat(length).slice(0, length));
const sized = (bytes) => [...short(bytes.length), ...bytes];
const port = [0, 0, 0x9c, 0x40];

let socket;
const send = (...bytes) => void socket.write(Buffer.from(bytes));
serve({
  connect: async (order) => {
    socket = await dial(order);
    socket.resume();
  },
  register: ({ pseudonym }) => send(...sized(Buffer.from(pseudonym))),
  broadcast: (order) => send(0, ...sized(textOf(order))),
  direct: (order) => send(1, 0, 1, ...sized(textOf(order))),
  'private.request': () => send(2, ...port, 0, 1),
  'private.accept': () => send(3, ...port, 0, 1),
  'private.refuse': () => send(0xff, 0, 1),
  disconnect: () => void socket?.end(),
});
