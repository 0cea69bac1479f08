// Knows one thing of COSP: connection code 0 and an empty list, which it answers to whatever comes.
require('node:net')
  .createServer((socket) =>
    socket.on('error', () => {}).on('data', () => socket.write(Buffer.from([0, 0, 0]))),
  )
  .listen(Number(process.argv[2]), '127.0.0.1');
