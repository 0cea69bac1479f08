import { Given, Then, When } from '@cucumber/cucumber';
import { answerTo, inWords, isAbsent, isNothing, isOnly, recordOption } from '../../suite/chat/answer';
import { growthOf } from '../../suite/chat/identifiers';
import { messageReached, sendTogether } from '../../suite/chat/together';
import { currentSession } from '../../suite/session';
import { encodeBroadcastRequest, encodeClientHello, ResponseCode } from '../../wire';
import type { CospWorld } from './support/world';

Given(
  'the server may end the connection of {peer} for what comes next',
  function (this: CospWorld, name: string) {
    this.peer(name).uncertain = true;
  },
);

When(
  '{peer} asks for a pseudonym and, without waiting, sends {text} to everybody',
  async function (this: CospWorld, name: string, text: Buffer) {
    const peer = this.peer(name);
    const pseudonym = this.chat.pseudonymFor(name);
    peer.announceAsking(pseudonym);
    peer.uncertain = true; // the server may close it
    await sendTogether(peer, [
      ['client_hello', encodeClientHello(pseudonym)],
      ['client_request', encodeBroadcastRequest(text)],
    ]);
  },
);

When(
  '{peer} asks for the pseudonym of {peer} and, without waiting, for another one',
  async function (this: CospWorld, name: string, holder: string) {
    const peer = this.peer(name);
    const pseudonyms = [this.peer(holder).pseudonym, this.chat.pseudonymFor(name)];
    for (const pseudonym of pseudonyms) peer.announceAsking(pseudonym);
    peer.uncertain = true; // the server may close it
    await sendTogether(
      peer,
      pseudonyms.map((pseudonym) => ['client_hello', encodeClientHello(pseudonym)]),
    );
  },
);

Then('it is recorded whether {peer} is in its own list', async function (this: CospWorld, name: string) {
  const view = await this.peer(name).accepted();
  this.chat.choose(this.requirement, view.listsSelf ? 'present' : 'absent');
});

Then(
  'it is recorded whether {peer} is told of its own joining',
  async function (this: CospWorld, name: string) {
    const peer = this.peer(name);
    const answer = await answerTo(this.chat, peer);
    const told = peer.view?.toldOfSelf === true;
    const options = { no: isNothing(answer) && !told, yes: isNothing(answer) && told };
    recordOption(this.chat, { id: this.requirement }, options, inWords(answer));
  },
);

// Only where the suite has started the server is it known who was the first.
Then('it is recorded which identifier the first client of all has got', function (this: CospWorld) {
  const first = currentSession()?.firstIdentifier;
  if (first !== undefined) this.chat.choose(this.requirement, String(first), 'first');
});

Then(
  'it is recorded by how much the identifiers of {peers} grow',
  async function (this: CospWorld, names: string[]) {
    const [witness] = this.chat.present();
    const identifiers: number[] = [];
    for (const peer of this.peersOf(names)) {
      if (witness) identifiers.push(await this.chat.idOf(witness, peer));
    }
    const step = growthOf(identifiers);
    this.chat.choose(this.requirement, step === undefined ? 'none' : String(step), 'step');
  },
);

Then(
  'it is recorded whether one of {peers} has the identifier that {peer} had',
  async function (this: CospWorld, names: string[], departed: string) {
    const [witness] = this.chat.present();
    if (!witness) throw new Error('nobody is there who could see identifiers');
    const freed = await this.chat.addressOf(witness, this.peer(departed));
    const ids = await Promise.all(this.peersOf(names).map((peer) => this.chat.idOf(witness, peer)));
    this.chat.choose(this.requirement, ids.includes(freed) ? 'at-once' : 'late', 'reuse');
  },
);

Then(
  'it is recorded whether {text} of {peer} reaches {peer}',
  async function (this: CospWorld, text: Buffer, sender: string, receiver: string) {
    const from = this.peer(sender);
    await from.connection.until(() => from.view || from.gone || from.problem || undefined);
    const answer = await answerTo(this.chat, from);
    const reached = messageReached(this.peer(receiver), from, text);
    const options = {
      closed: answer.closed,
      [this.requirement === 'COSP-2.1-9' ? 'served' : 'forwarded']: reached && isNothing(answer),
      dropped: !reached && isNothing(answer),
    };
    recordOption(this.chat, { id: this.requirement }, options, inWords(answer));
  },
);

Then('it is recorded what {peer} gets for writing to itself', async function (this: CospWorld, name: string) {
  const peer = this.peer(name);
  const own = await this.chat.idOf(peer, peer);
  const answer = await answerTo(this.chat, peer);
  const options = {
    delivered: isOnly(answer, ResponseCode.DIRECT, own),
    absent: isAbsent(answer),
    ignored: isNothing(answer),
  };
  recordOption(this.chat, { id: this.requirement }, options, inWords(answer));
});

Then(
  'it is recorded whether {peer} can ask again on the same connection',
  async function (this: CospWorld, name: string) {
    const peer = this.peer(name);
    peer.ask(this.chat.pseudonymFor(name));
    await peer.connection.until(() => peer.view || peer.gone || peer.problem || undefined);
    const options = { open: peer.registered, closed: peer.gone };
    recordOption(this.chat, { id: this.requirement }, options, peer.unseen());
  },
);

Then(
  'it is recorded what becomes of the second pseudonym of {peer}',
  async function (this: CospWorld, name: string) {
    const peer = this.peer(name);
    // A server that drops the second one gives no sign of it: the time-out is the only proof.
    await peer.connection.until(() => peer.view || peer.gone || peer.problem || undefined);
    const options = { tried: peer.registered, closed: peer.gone, dropped: peer.refusals === 1 };
    recordOption(this.chat, { id: this.requirement }, options, peer.unseen());
    peer.refusals = 0;
  },
);

Then(
  'it is recorded whether {peer} has asked for the same pseudonym, as to {string}',
  async function (this: CospWorld, name: string, key: string) {
    const peer = this.peer(name);
    await peer.connection.until(() => peer.view || peer.refusals > 0 || peer.problem || undefined);
    const options = { different: peer.registered, same: peer.refusals > 0 };
    recordOption(this.chat, { id: this.requirement, key }, options, peer.unseen());
    peer.refusals = 0;
  },
);
