import { Then, When } from '@cucumber/cucumber';
import { answerTo, inWords, isAbsent, isNothing, isOnly, recordOption } from '../../suite/chat/answer';
import { failedConnect } from '../../suite/chat/private-connections';
import { ResponseCode } from '../../wire';
import type { CospWorld } from './support/world';

When(
  '{peer} asks for a pseudonym from the port that {peer} declared',
  async function (this: CospWorld, name: string, owner: string) {
    await askFromPortOf(this, name, owner);
  },
);

When(
  '{peer} asks for a pseudonym from a port that nobody declared',
  async function (this: CospWorld, name: string) {
    const peer = await this.chat.connect(name);
    peer.ask(this.chat.pseudonymFor(name));
  },
);

Then(
  'it is recorded what becomes of the private request of {peer} to {peer}',
  async function (this: CospWorld, requester: string, addressee: string) {
    const [from, to] = [this.peer(requester), this.peer(addressee)];
    const [own, others] = [await answerTo(this.chat, from), await answerTo(this.chat, to)];
    const asked = isOnly(others, ResponseCode.PRIVATE_REQUESTED, await this.chat.addressOf(to, from));
    const options = {
      closed: own.closed,
      'passed-on': isNothing(own) && asked,
      refused: isOnly(own, ResponseCode.PRIVATE_REFUSED, await this.chat.addressOf(from, to)),
      absent: isAbsent(own),
      ignored: isNothing(own) && isNothing(others),
    };
    const actual = `"${requester}": ${inWords(own)}; "${addressee}": ${inWords(others)}`;
    recordOption(this.chat, { id: this.requirement }, options, actual);
  },
);

// A server that will not have the port may refuse in the accepter's place, which the requester hears.
Then(
  'it is recorded what becomes of the acceptance of {peer} for {peer}',
  async function (this: CospWorld, accepter: string, requester: string) {
    const [from, to] = [this.peer(accepter), this.peer(requester)];
    const [own, others] = [await answerTo(this.chat, from), await answerTo(this.chat, to)];
    const [idOfRequester, idOfAccepter] = [
      await this.chat.idOf(from, to),
      await this.chat.addressOf(to, from),
    ];
    const refused = ResponseCode.PRIVATE_REFUSED;
    const options = {
      closed: own.closed,
      'passed-on':
        isOnly(own, ResponseCode.PRIVATE_ESTABLISHED, idOfRequester) &&
        isOnly(others, ResponseCode.PRIVATE_ACCEPTED, idOfAccepter),
      refused: isOnly(own, refused, idOfRequester) || isOnly(others, refused, idOfAccepter),
      absent: isAbsent(own),
      ignored: isNothing(own) && isNothing(others),
    };
    const actual = `"${accepter}": ${inWords(own)}; "${requester}": ${inWords(others)}`;
    recordOption(this.chat, { id: this.requirement }, options, actual);
  },
);

/** Opens a chat connection from the port that `owner` has declared last, and asks for a pseudonym on it. */
export async function askFromPortOf(world: CospWorld, name: string, owner: string): Promise<void> {
  const local = await world.chat.privateConnections.releaseLatest(world.peer(owner));
  const peer = await world.chat.connect(name, local).catch((error: NodeJS.ErrnoException) => {
    throw failedConnect(`a connection of "${name}"`, error, undefined);
  });
  peer.ask(world.chat.pseudonymFor(name));
}
