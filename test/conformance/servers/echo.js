// Knows nothing of COSP: sends back what it gets.
require('node:net')
  .createServer((socket) => socket.on('error', () => {}).pipe(socket))
  .listen(Number(process.argv[2]), '127.0.0.1');
