// Connects, says ok to everything, and does nothing else.
const { dial, serve } = require('./base');

let socket;
serve({
  connect: async (order) => {
    socket = await dial(order);
    socket.resume();
  },
  disconnect: () => void socket?.end(),
});
