import { Given } from '@cucumber/cucumber';
import { Chat } from '../../suite/chat/chat';
import { Inconclusive } from '../../suite/judgement';
import { sessionFor } from '../../suite/session';
import type { CospWorld } from './support/world';

// The first client of all may have an identifier, mostly 0, that nobody is ever given again. Of a server that the suite
// has not started nothing of the kind can be told, and its next client will do.
Given('the server has just been started, if the suite can start it', async function (this: CospWorld) {
  const { target } = sessionFor(this.parameters);
  if (!target.restartable) return;
  try {
    await target.start();
  } catch (error) {
    throw new Inconclusive((error as Error).message);
  }
  const { context } = this.chat;
  this.table = new Chat({ ...context, port: target.port });
});
