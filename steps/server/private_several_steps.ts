import { Given, When } from '@cucumber/cucumber';
import { agree } from '../../suite/chat/private-handshake';
import type { ChatPeer } from '../../suite/peer/chat-peer';
import { blaming } from './private_handshake_steps';
import type { CospWorld } from './support/world';

/** All of 127.0.0.0/8 is the same machine, on systems that give it more than the first address. */
const ANOTHER_ADDRESS = '127.0.0.2';

Given(
  '{peer} is registered from another address than {peer}, if the suite has one',
  async function (this: CospWorld, name: string, other: string) {
    const isLoopback = this.peer(other).connection.localAddress === '127.0.0.1';
    const peer = await (isLoopback ? connectFromAnother(this, name) : this.chat.connect(name));
    peer.ask(this.chat.pseudonymFor(name));
    await peer.accepted();
  },
);

Given(
  '{peer} and {peer} have private connections with {peer} and {peer}, from one port if from two addresses',
  async function (this: CospWorld, one: string, two: string, partnerOfOne: string, partnerOfTwo: string) {
    const [first, second] = [this.peer(one), this.peer(two)];
    const connection = await agree(this.chat, first, this.peer(partnerOfOne), blaming(this));
    const fromTwo = first.connection.localAddress !== second.connection.localAddress;
    const port = fromTwo ? connection.declared.get(first)?.port : undefined;
    const options = { ...blaming(this), ...(port && { port }) };
    const other = await agree(this.chat, second, this.peer(partnerOfTwo), options);
    for (const [peer, theirs] of [
      [second, other],
      [first, connection],
      [this.peer(partnerOfOne), connection],
      [this.peer(partnerOfTwo), other],
    ] as const) {
      await this.chat.privateConnections.open(theirs, peer, this.requirement);
    }
  },
);

When('{peers} connect for their private connections', async function (this: CospWorld, names: string[]) {
  const { privateConnections } = this.chat;
  for (const peer of this.peersOf(names)) {
    await privateConnections.open(privateConnections.latestOf(peer), peer, this.blame('COSP-6.2-4'));
  }
});

/** Where the system does not give the machine that address, from the usual one. */
async function connectFromAnother(world: CospWorld, name: string): Promise<ChatPeer> {
  try {
    return await world.chat.connect(name, { localAddress: ANOTHER_ADDRESS, localPort: 0 });
  } catch {
    return world.chat.connect(name);
  }
}
