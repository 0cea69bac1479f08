// Knows nothing of COSP: accepts connections, reads everything and says nothing.
require('node:net')
  .createServer((socket) => socket.on('error', () => {}).resume())
  .listen(Number(process.argv[2]), '127.0.0.1');
