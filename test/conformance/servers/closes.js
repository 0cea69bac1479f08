// Knows nothing of COSP: ends every connection at once.
require('node:net')
  .createServer((socket) => socket.on('error', () => {}).end())
  .listen(Number(process.argv[2]), '127.0.0.1');
