import { setWorldConstructor, World } from '@cucumber/cucumber';
import type { Chat } from '../../../suite/chat/chat';
import type { Flood } from '../../../suite/chat/flood';
import { Trials } from '../../../suite/chat/trials';
import type { ChatPeer } from '../../../suite/peer/chat-peer';
import type { ServerParameters } from '../../../suite/run-parameters';
import { blameOf } from '../../shared/blame';
import '../../shared/keep-failure';

/** What the steps of one scenario share. */
export class CospWorld extends World<ServerParameters> {
  /** The requirement that the scenario is about, from its tag. */
  requirement = '';
  /** What was thrown first in this scenario. */
  failure: unknown = undefined;
  /** What the scenario has tried so far; for a step that judges it. */
  readonly trials = new Trials();
  /** The messages with which the scenario has put the server under load. */
  flood: Flood | undefined;
  /** All peers of the scenario; undefined where the target could not be brought up. */
  table: Chat | undefined;

  /** What is blamed when something fails that is part of the requirement `base`: see {@link blameOf}. */
  blame(base: string, ...more: string[]): string {
    return blameOf(this.requirement, base, more);
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
