import { Given, Then } from '@cucumber/cucumber';
import { answerTo, inWords, isAbsent, isNothing, isOnly, recordOption } from '../../suite/chat/answer';
import { awaitDeparture } from '../../suite/chat/audit';
import { fateOfEarly, staysWithout } from '../../suite/chat/private-fate';
import { whichRequestCounts } from '../../suite/chat/private-twice';
import { ResponseCode } from '../../wire';
import { askFromPortOf } from './private_port_steps';
import type { CospWorld } from './support/world';

Then('it is recorded what {peer} gets for asking itself', async function (this: CospWorld, name: string) {
  const peer = this.peer(name);
  const own = await this.chat.idOf(peer, peer);
  const answer = await answerTo(this.chat, peer);
  const options = {
    delivered: isOnly(answer, ResponseCode.PRIVATE_REQUESTED, own),
    absent: isAbsent(answer),
    refused: isOnly(answer, ResponseCode.PRIVATE_REFUSED, own),
    ignored: isNothing(answer),
  };
  recordOption(this.chat, { id: this.requirement }, options, inWords(answer));
});

Then(
  'it is recorded which of the two requests of {peer} to {peer} counts',
  async function (this: CospWorld, requester: string, addressee: string) {
    const option = await whichRequestCounts(this.chat, this.peer(requester), this.peer(addressee));
    this.chat.choose(this.requirement, option);
  },
);

Then(
  'it is recorded what {peer} hears besides the departure of {peer}',
  async function (this: CospWorld, requester: string, addressee: string) {
    const [peer, other] = [this.peer(requester), this.peer(addressee)];
    await awaitDeparture(peer, other);
    const id = await this.chat.addressOf(peer, other);
    // A server may tell of the departure first; when a newcomer is in, it has come to the end of that.
    await this.chat.register('newcomer');
    const answer = await answerTo(this.chat, peer);
    const options = {
      only: isNothing(answer),
      absent: isAbsent(answer),
      refused: isOnly(answer, ResponseCode.PRIVATE_REFUSED, id),
    };
    recordOption(this.chat, { id: this.requirement }, options, inWords(answer));
  },
);

Then('it is recorded what {peer} gets for its refusal', async function (this: CospWorld, refuser: string) {
  const answer = await answerTo(this.chat, this.peer(refuser));
  const options = { absent: isAbsent(answer), ignored: isNothing(answer) };
  recordOption(this.chat, { id: this.requirement }, options, inWords(answer));
});

Then(
  'it is recorded whether the private connection of {peer} and {peer} stays',
  async function (this: CospWorld, gone: string, partner: string) {
    const connection = this.chat.privateConnections.between(this.peer(gone), this.peer(partner));
    const stays = await staysWithout(this.chat, connection, this.peer(gone));
    this.chat.choose(this.requirement, stays ? 'stays' : 'ends');
  },
);

// A registration behind it shows that the server has taken the connection before anything that follows.
Given(
  '{peer} has connected from the port that {peer} declared and asked for a pseudonym',
  async function (this: CospWorld, early: string, owner: string) {
    await askFromPortOf(this, early, owner);
    await this.chat.register('newcomer');
  },
);

Then(
  'it is recorded what becomes of {peer} when {peer} connects for the private connection with {peer}',
  async function (this: CospWorld, early: string, accepter: string, requester: string) {
    const { privateConnections } = this.chat;
    const connection = privateConnections.between(this.peer(accepter), this.peer(requester));
    const side = await privateConnections.open(connection, this.peer(accepter));
    this.chat.choose(this.requirement, await fateOfEarly(this.peer(early), side));
  },
);
