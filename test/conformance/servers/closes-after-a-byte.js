// Knows nothing of COSP: ends every connection at its first byte.
require('node:net')
  .createServer((socket) => socket.on('error', () => {}).once('data', () => socket.end()))
  .listen(Number(process.argv[2]), '127.0.0.1');
