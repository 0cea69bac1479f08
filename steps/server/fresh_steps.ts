import { Given } from '@cucumber/cucumber';
import { sessionFor } from '../../suite/session';
import type { CospWorld } from './support/world';

// The first client of all may have an identifier, mostly 0, that nobody is ever given again. Of a server that the suite
// has not started nothing of the kind can be told, and its next client will do.
Given('the server has just been started, if the suite can start it', async function (this: CospWorld) {
  this.table = (await sessionFor(this.parameters).beginAnew()) ?? this.chat;
});
