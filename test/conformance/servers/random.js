// Knows nothing of COSP: answers whatever it gets with random bytes, the same ones in each run.
let state = 1;
function randomByte() {
  state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
  return (state >>> 16) & 0xff;
}
require('node:net')
  .createServer((socket) =>
    socket
      .on('error', () => {})
      .on('data', () =>
        socket.write(Buffer.from(Array.from({ length: 1 + (randomByte() % 64) }, randomByte))),
      ),
  )
  .listen(Number(process.argv[2]), '127.0.0.1');
