import { Then, When } from '@cucumber/cucumber';
import { recordOption } from '../../suite/chat/answer';
import { leaveUnregistered } from '../../suite/chat/departures';
import { fateOf, type MessageFate, sendWithNext } from '../../suite/chat/odd-messages';
import type { CospWorld } from './support/world';

Then(
  'it is recorded whether {peer} is accepted, as to {string}',
  async function (this: CospWorld, name: string, key: string) {
    const peer = this.peer(name);
    await peer.connection.until(
      () => peer.view || peer.refusals > 0 || peer.gone || peer.problem || undefined,
    );
    if (peer.problem) throw peer.problem;
    const options = { accepted: peer.registered, refused: peer.refusals > 0, closed: peer.gone };
    recordOption(this.chat, { id: this.requirement, key }, options, peer.unseen());
    peer.refusals = 0;
    // Not all can read what it is called: it goes before somebody else comes.
    if (!peer.gone) await leaveUnregistered(peer);
  },
);

When(
  '{peer} sends {text} to everybody and right behind it {text} to {peer}',
  async function (this: CospWorld, name: string, text: Buffer, next: Buffer, receiver: string) {
    await sendWithNext(this.chat, this.peer(name), text, [next, this.peer(receiver)]);
  },
);

Then(
  'it is recorded whether {peer} gets {text} behind {text} from {peer}',
  async function (this: CospWorld, receiver: string, next: Buffer, text: Buffer, sender: string) {
    const fate = await fateOf(this.chat, this.peer(sender), this.peer(receiver), [text, next]);
    const options = { closed: fate.closed, unsigned: fate.nextArrived || fate.unreadable };
    recordOption(this.chat, { id: this.requirement }, options, inWords(fate));
  },
);

Then(
  'it is recorded what {peer} gets of {text} from {peer} before {text}',
  async function (this: CospWorld, receiver: string, text: Buffer, sender: string, next: Buffer) {
    const fate = await fateOf(this.chat, this.peer(sender), this.peer(receiver), [text, next]);
    const [message] = fate.messages;
    const options = {
      forwarded: message?.text?.equals(text) === true,
      replaced: message !== undefined,
      closed: fate.closed,
      dropped: fate.nextArrived,
    };
    recordOption(this.chat, { id: this.requirement }, options, inWords(fate));
  },
);

function inWords({ messages, nextArrived, closed }: MessageFate): string {
  const parts = messages.map(({ summary }) => summary);
  if (nextArrived) parts.push('the next message');
  if (closed) parts.push('the server ended the connection of the sender');
  return parts.join('; ') || 'nothing, and the connection of the sender goes on';
}
