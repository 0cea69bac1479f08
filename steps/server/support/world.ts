import { setDefinitionFunctionWrapper, setWorldConstructor, World } from '@cucumber/cucumber';
import { allNeeds, requirementById } from '../../../spec';
import type { Chat } from '../../../suite/chat/chat';
import type { Flood } from '../../../suite/chat/flood';
import { Trials } from '../../../suite/chat/trials';
import type { ChatPeer } from '../../../suite/peer/chat-peer';
import type { RunParameters } from '../../../suite/run-parameters';

/** What the steps of one scenario share. */
export class CospWorld extends World<RunParameters> {
  /** The requirement that the scenario is about, from its tag. */
  requirement = '';
  /** What was thrown first in this scenario. */
  failure: unknown;
  /** What the scenario has tried so far; for a step that judges it. */
  readonly trials = new Trials();
  /** The messages with which the scenario has put the server under load. */
  flood: Flood | undefined;
  /** All peers of the scenario; undefined where the target could not be brought up. */
  table: Chat | undefined;

  /**
   * What is blamed when something fails that is part of the requirement `base`: the scenario's own requirement
   * where that builds on `base`, so that a bug which shows only here is told as what it is; else `base`. Where
   * several requirements say the same of different cases, the further ones are in `more`.
   */
  blame(base: string, ...more: string[]): string {
    const own = this.requirement;
    if (own === '') return base;
    // Not to follow a SHOULD must not look like a MUST that is broken.
    if (requirementById(own)?.level === 'SHOULD') return own;
    const builtOn = [own, ...allNeeds(own)];
    return [base, ...more].some((one) => builtOn.includes(one)) ? own : base;
  }

  /** All peers of the scenario. */
  get chat(): Chat {
    if (!this.table) throw new Error('the scenario has no chat yet');
    return this.table;
  }

  /** The peer that the scenario calls so. */
  peer(name: string): ChatPeer {
    return this.chat.peer(name);
  }

  /** The peers that the scenario calls so. */
  peersOf(names: string[]): ChatPeer[] {
    return names.map((name) => this.chat.peer(name));
  }
}

setWorldConstructor(CospWorld);

// Cucumber passes on only the text of an error; the evidence needs the error itself.
// biome-ignore lint/complexity/noBannedTypes: the type that Cucumber declares
setDefinitionFunctionWrapper((definition: Function) => {
  return async function (this: CospWorld | undefined, ...args: unknown[]): Promise<unknown> {
    try {
      return await definition.apply(this, args);
    } catch (error) {
      if (this instanceof CospWorld) this.failure ??= error;
      throw error;
    }
  };
});
