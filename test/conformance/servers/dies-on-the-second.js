// Accepts its first client, and ends when a second one comes.
let clients = 0;
require('node:net')
  .createServer((socket) => {
    if (++clients === 2) process.exit(1);
    socket.on('error', () => {}).once('data', () => socket.write(Buffer.from([0, 0, 0])));
  })
  .listen(Number(process.argv[2]), '127.0.0.1');
