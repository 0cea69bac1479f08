/** An MQTT broker made of aedes, with its defaults. Usage: aedes.ts PORT */
import { createServer } from 'node:net';
import { Aedes } from 'aedes';

void Aedes.createBroker().then((broker) => {
  createServer({ noDelay: true }, broker.handle).listen({
    host: '127.0.0.1',
    port: Number(process.argv[2]),
    backlog: 4096,
  });
});
