// A process that keeps the modules of one mutant of the server after the other, and starts a server from them whenever it is
// asked to: a suite that starts its server again after each failure would spend most of its time on Node's start. Run by
// `hosts.ts`, which says what to load; tells it the port at which `hosted-server.ts` asks.
const { use } = require('./preload');
const { writeSync } = require('node:fs');
const { createServer } = require('node:net');
const { dirname, join } = require('node:path');
const limits = require('./limits.json');

const COMPILED = join(dirname(__dirname), 'dist');
const SERVER = join(COMPILED, 'reference', 'server');

const asking = new Set();
/** The ends of the servers that have been started from this mutant. */
let ends = [];
/** Whether each server gets changed modules of its own. */
let isEachAnew = false;
/** The paths of the modules that this mutant changes. */
let changed = [];

const host = createServer((starter) => {
  starter.on('error', () => undefined);
  starter.once('data', (line) => start(starter, line.toString('utf8').trim().split(' ')));
});

/** For as long as whoever asked for it is there. */
function start(starter, [address, port]) {
  asking.add(starter);
  starter.write('\n'); // taken; see hosted-server.ts
  if (isEachAnew) forgetChanged();
  const { createCospServer } = require(SERVER);
  const server = createCospServer({ ...limits, host: address, port: Number(port), log: logTo(starter) });
  server.listen().catch((error) => starter.end(`${error.stack}\n`));
  const closed = new Promise((resolve) => starter.once('close', resolve)).then(() => {
    asking.delete(starter);
    return server.close();
  });
  ends.push(closed);
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

/**
 * The changed modules, and those that need one of them, are loaded again by whoever requires them next. The others stay:
 * to compile them anew is a sixth of what a run of the whole suite costs a server.
 */
function forgetChanged() {
  const ours = Object.values(require.cache).filter(({ filename }) => filename.startsWith(COMPILED));
  const stale = new Set(changed);
  for (let before = -1; before < stale.size; ) {
    before = stale.size;
    for (const { filename, children } of ours)
      if (children.some((child) => stale.has(child.filename))) stale.add(filename);
  }
  for (const path of stale) delete require.cache[path];
}

/** The first, or the next when nothing is left of the one before: no timer, no socket that could still do something. */
async function load({ copies, eachAnew }) {
  await Promise.allSettled(ends);
  ends = [];
  isEachAnew = eachAnew;
  forgetChanged();
  changed = use(copies);
  forgetChanged();
  require(SERVER);
}

// A mutant that takes its process down takes it down here too: each starter ends, having said why.
process.on('uncaughtException', (error) => {
  for (const starter of asking) writeSync(starter._handle.fd, `${error.stack}\n`);
  process.exit(1);
});

process.on('disconnect', () => process.exit());
host.listen(0, '127.0.0.1', () => {
  process.on('message', async (mutant) => {
    try {
      await load(mutant);
      process.send({ left: left() });
    } catch (error) {
      process.send({ error: error.stack });
    }
  });
  process.send({ port: host.address().port });
});

/** How many timers and sockets there are beside the host's own: one that listens, and the pipes of the process. */
function left() {
  return process.getActiveResourcesInfo().filter((name) => name !== 'PipeWrap').length - 1;
}
