// Says ok to everything, also to `connect`, and never connects.
const { say, serve } = require('./base');

let connected = false;
serve({
  connect: () => {
    connected = true;
  },
  disconnect: () => {
    if (connected) say({ event: 'disconnected' });
    connected = false;
  },
});
