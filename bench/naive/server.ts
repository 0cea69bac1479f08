/**
 * The floor that the bench measures servers against: a COSP server as one writes it first. Every frame is sent at once,
 * one write for each recipient, and what has come is glued together until a frame is whole. Usage: server.ts PORT
 */
import { createServer, type Socket } from 'node:net';

interface Client {
  socket: Socket;
  id: number;
  pseudonym: Buffer;
}

const clients = new Map<number, Client>();
const pseudonyms = new Set<string>();
const requests = new Map<string, number>();
const awaited = new Map<string, { partner: string }>();
const early = new Map<string, Socket>();
let lastId = -1;

function freeId(): number {
  do lastId = (lastId + 1) % 32_768;
  while (clients.has(lastId));
  return lastId;
}

function frame(code: number, id: number, rest: Uint8Array = Buffer.alloc(0)): Buffer {
  const head = Buffer.alloc(3);
  head.writeInt8(code, 0);
  head.writeInt16BE(id, 1);
  return Buffer.concat([head, rest]);
}

function sized(text: Buffer): Buffer {
  const size = Buffer.alloc(2);
  size.writeInt16BE(text.length, 0);
  return Buffer.concat([size, text]);
}

function toOthers(client: Client, bytes: Buffer): void {
  for (const other of clients.values()) if (other !== client) other.socket.write(bytes);
}

function register(socket: Socket, pseudonym: Buffer): Client | undefined {
  const key = pseudonym.toString('latin1');
  if (pseudonyms.has(key)) {
    socket.write(Buffer.from([0xff]));
    return undefined;
  }
  const client = { socket, id: freeId(), pseudonym };
  const entries = [...clients.values()].map((other) =>
    frame(0, other.id, sized(other.pseudonym)).subarray(1),
  );
  socket.write(Buffer.concat([frame(0, entries.length), ...entries]));
  pseudonyms.add(key);
  clients.set(client.id, client);
  toOthers(client, frame(0, client.id, sized(pseudonym)));
  return client;
}

const keyOf = (socket: Socket, port: number): string => `${socket.remoteAddress} ${port}`;

function accept(accepter: Client, port: number, requester: Client): void {
  const key = `${requester.id} ${accepter.id}`;
  const declared = requests.get(key);
  if (declared === undefined) return;
  requests.delete(key);
  const sides = [keyOf(requester.socket, declared), keyOf(accepter.socket, port)] as const;
  awaited.set(sides[0], { partner: sides[1] });
  awaited.set(sides[1], { partner: sides[0] });
  requester.socket.write(frame(5, accepter.id));
  accepter.socket.write(frame(6, requester.id));
}

/** Frames with an identifier; the others' size is given by what follows the code. */
function serve(client: Client, code: number, body: Buffer): void {
  if (code === 0) {
    toOthers(client, frame(2, client.id, body));
    return;
  }
  const addressee = clients.get(code === 1 || code === -1 ? body.readInt16BE(0) : body.readInt16BE(4));
  if (addressee === undefined) client.socket.write(Buffer.from([0xff]));
  else if (code === 1) addressee.socket.write(frame(3, client.id, body.subarray(2)));
  else if (code === 2) {
    requests.set(`${client.id} ${addressee.id}`, body.readInt32BE(0));
    addressee.socket.write(frame(4, client.id));
  } else if (code === 3) accept(client, body.readInt32BE(0), addressee);
  else if (requests.delete(`${addressee.id} ${client.id}`)) addressee.socket.write(frame(-2, client.id));
}

/** Size of the body behind the code: NaN when it cannot be told yet, -1 for a frame that cannot be. */
function bodySize(code: number, bytes: Buffer, start: number): number {
  if (code === -1) return 2;
  if (code === 2 || code === 3) return 6;
  if (code !== 0 && code !== 1) return -1;
  const size = code === 0 ? start : start + 2;
  if (bytes.length < size + 2) return Number.NaN;
  const text = bytes.readInt16BE(size);
  return text < 0 ? -1 : size + 2 + text - start;
}

function chat(socket: Socket): void {
  let pending = Buffer.alloc(0);
  let client: Client | undefined;
  socket.on('data', (chunk) => {
    pending = Buffer.concat([pending, chunk]);
    while (pending.length > 0) {
      const start = client === undefined ? 0 : 1;
      const size = bodySize(client === undefined ? 0 : pending.readInt8(0), pending, start);
      if (size < 0) socket.destroy();
      if (!(size >= 0) || pending.length < start + size) return;
      const body = pending.subarray(start, start + size);
      if (client === undefined) client = register(socket, Buffer.from(body.subarray(2)));
      else serve(client, pending.readInt8(0), body);
      pending = pending.subarray(start + size);
    }
  });
  socket.on('end', () => socket.end());
  socket.on('close', () => {
    if (client === undefined) return;
    clients.delete(client.id);
    pseudonyms.delete(client.pseudonym.toString('latin1'));
    toOthers(client, frame(1, client.id));
  });
}

const server = createServer({ noDelay: true, allowHalfOpen: true }, (socket) => {
  socket.on('error', () => undefined);
  const key = keyOf(socket, socket.remotePort ?? 0);
  const side = awaited.get(key);
  if (side === undefined) {
    chat(socket);
    return;
  }
  awaited.delete(key);
  const other = early.get(side.partner);
  if (other === undefined) early.set(key, socket);
  else {
    early.delete(side.partner);
    other.pipe(socket);
    socket.pipe(other);
  }
});
server.listen({ host: '127.0.0.1', port: Number(process.argv[2]), backlog: 4096 });
