// A process that keeps the modules of one mutant of the server, and starts a server from them whenever it is asked to: a
// suite that starts its server again after each failure would spend most of its time on Node's start. Run by `hosts.ts`
// with COSP_MUTANT, as `preload.js` takes it; tells its parent the port at which `hosted-server.ts` asks.
require('./preload');
const { writeSync } = require('node:fs');
const { createServer } = require('node:net');
const { createCospServer } = require('../dist/reference/server');
const limits = require('./limits.json');

const asking = new Set();

const host = createServer((starter) => {
  starter.on('error', () => undefined);
  starter.once('data', (line) => start(starter, line.toString('utf8').trim().split(' ')));
});

/** For as long as whoever asked for it is there. */
function start(starter, [address, port]) {
  asking.add(starter);
  starter.write('\n'); // taken; see hosted-server.ts
  const server = createCospServer({ ...limits, host: address, port: Number(port), log: logTo(starter) });
  server.listen().catch((error) => starter.end(`${error.stack}\n`));
  starter.once('close', () => {
    asking.delete(starter);
    server.close();
  });
}

function logTo(starter) {
  const ignore = () => undefined;
  const error = (fields, message) => {
    const { err } = fields;
    const detail = err instanceof Error ? err.stack : JSON.stringify(fields);
    starter.write(`${message} ${detail}\n`);
  };
  return { debug: ignore, info: ignore, warn: ignore, error };
}

// A mutant that takes its process down takes it down here too: each starter ends, having said why.
process.on('uncaughtException', (error) => {
  for (const starter of asking) writeSync(starter._handle.fd, `${error.stack}\n`);
  process.exit(1);
});

process.on('disconnect', () => process.exit());
host.listen(0, '127.0.0.1', () => process.send(host.address().port));
