import { Given, Then, When } from '@cucumber/cucumber';
import { answerTo, inWords, isAbsent, isNothing, isOnly } from '../../suite/chat/answer';
import { awaitDeparture } from '../../suite/chat/audit';
import { expectAbsent } from '../../suite/chat/expect';
import { ask, privateRequest } from '../../suite/chat/private-handshake';
import { Violation } from '../../suite/judgement';
import { encodePrivateRequest, ResponseCode } from '../../wire';
import { unusedIdentifier } from './absent_steps';
import { awaitDepartures } from './support/roster-waits';
import type { CospWorld } from './support/world';

/** Nobody connects from it; systems pick ports for outgoing connections above it. */
const SOME_PORT = 9_000;

Given(
  '{peer} has asked {peer} in vain for a private connection',
  async function (this: CospWorld, requester: string, addressee: string) {
    await ask(this.chat, this.peer(requester), this.peer(addressee));
    await expectAbsent(this.chat, this.peer(requester), this.blame('COSP-6.1-1'));
  },
);

// Whether it then gets an answer from the server, before the departure or after it, is left open (COSP-6.2-17).
Given(
  '{peer} has left without an answer to {peer}',
  async function (this: CospWorld, addressee: string, requester: string) {
    const [to, from] = [this.peer(addressee), this.peer(requester)];
    from.forgive(await this.chat.addressOf(from, to));
    to.leave('close');
    await awaitDepartures(this, [addressee]);
  },
);

When(
  '{peer} asks an identifier that nobody has, such as {int}, for a private connection',
  async function (this: CospWorld, name: string, wanted: number) {
    const id = await unusedIdentifier(this, name, wanted);
    this.peer(name).send('client_request', encodePrivateRequest(SOME_PORT, id));
  },
);

When(
  '{peer} leaves while {peer} asks it for a private connection',
  async function (this: CospWorld, addressee: string, requester: string) {
    const [from, to] = [this.peer(requester), this.peer(addressee)];
    const request = await privateRequest(this.chat, from, to);
    to.leave('close');
    from.send('client_request', request);
  },
);

// Whether the request has still reached the addressee is known to the server alone (COSP-6.2-17).
Then(
  '{peer} is told at most once that nothing comes of its request to {peer}',
  async function (this: CospWorld, requester: string, addressee: string) {
    const [from, to] = [this.peer(requester), this.peer(addressee)];
    await awaitDeparture(from, to);
    await this.chat.register('newcomer');
    const answer = await answerTo(this.chat, from);
    const id = await this.chat.addressOf(from, to);
    if (isNothing(answer) || isAbsent(answer) || isOnly(answer, ResponseCode.PRIVATE_REFUSED, id)) return;
    throw new Violation(`"${requester}" got more than one answer, or another than it may get`, {
      expected: 'response -1, or what it gets when the addressee leaves without an answer',
      actual: inWords(answer),
      peer: requester,
    });
  },
);
