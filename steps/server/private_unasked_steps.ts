import { Then } from '@cucumber/cucumber';
import { type Answer, answerTo, inWords, isAbsent, isNothing, recordOption } from '../../suite/chat/answer';
import { expectNothing } from '../../suite/chat/expect';
import { Violation } from '../../suite/judgement';
import type { CospWorld } from './support/world';

Then('at most {peer} hears of it', async function (this: CospWorld, name: string) {
  await atMostHearsOfIt(this, name);
});

Then(
  'at most {peer} hears of it, and what it gets for the acceptance is recorded',
  async function (this: CospWorld, name: string) {
    record(this, 'acceptance', await atMostHearsOfIt(this, name));
  },
);

Then(
  'at most {peer} hears of it, and what it gets for the refusal is recorded',
  async function (this: CospWorld, name: string) {
    record(this, 'refusal', await atMostHearsOfIt(this, name));
  },
);

/** Only its sender may be told of an answer that nobody asked for: by -1, or by the end of its connection. */
async function atMostHearsOfIt(world: CospWorld, name: string): Promise<Answer> {
  const answer = await answerTo(world.chat, world.peer(name));
  if (!answer.closed && !isNothing(answer) && !isAbsent(answer)) {
    throw new Violation(`"${name}" got more than it may for an answer that nobody asked for`, {
      expected: 'nothing, or response -1, or the end of the connection',
      actual: inWords(answer),
      peer: name,
    });
  }
  await expectNothing(world.chat, world.chat.present());
  return answer;
}

function record(world: CospWorld, key: 'acceptance' | 'refusal', answer: Answer): void {
  const options = { ignored: isNothing(answer), absent: isAbsent(answer), closed: answer.closed };
  recordOption(world.chat, { id: world.requirement, key }, options, inWords(answer));
}
