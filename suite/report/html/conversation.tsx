import type { JSX } from 'preact';
import type { Role } from '../../../spec';
import type { ConversationEntry, Evidence } from '../../evidence';
import { Inert } from '../page/inert-text';
import { plural } from '../prose';
import { type Share, withinShare } from './budget';
import { Entry } from './entry';
import { type Lanes, lanesOf } from './lanes';
import { peerName } from './peer-name';
import { type Stretch, stretchesOf } from './stretches';

const LONGEST_NAME = 40;

interface ConversationProps {
  evidence: Evidence;
  role: Role;
  share: Share;
}

/**
 * Who said what and when as a sequence diagram: a lifeline for each peer and one for the target, an arrow for each
 * frame. A list of sentences where nothing is drawn.
 */
export function Conversation({ evidence, role, share }: ConversationProps): JSX.Element {
  const { conversation, omitted } = evidence;
  const lanes = lanesOf(conversation);
  const fences = conversation.filter(({ fence }) => fence).length;
  const stretches = withinEntries(stretchesOf(withinShare(conversation, share), share.entries), share);
  return (
    <div class={`conversation lanes-${lanes.names.length + 1}`}>
      {omitted > 0 && <p class="cut">{plural(omitted, 'more entry', 'more entries')} were not kept.</p>}
      <LaneNames lanes={lanes} role={role} />
      {stretches.map((stretch) => (
        <Entries stretch={stretch} lanes={lanes} role={role} />
      ))}
      {fences > 0 && (
        <p class="muted legend">
          Dimmed: {plural(fences, 'fence', 'fences')}, direct messages behind which all else has arrived.
        </p>
      )}
    </div>
  );
}

interface ShownStretch extends Stretch<ConversationEntry> {
  /** How many more there are that the page has no room for. */
  left: number;
}

/** Takes from the folded stretches what the share has no room for. */
function withinEntries(stretches: readonly Stretch<ConversationEntry>[], share: Share): ShownStretch[] {
  let room =
    share.entries - stretches.filter(({ folded }) => !folded).flatMap(({ entries }) => entries).length;
  return stretches.map(({ folded, entries }) => {
    if (!folded) return { folded, entries, left: 0 };
    const kept = entries.slice(0, Math.max(0, room));
    room -= kept.length;
    return { folded, entries: kept, left: entries.length - kept.length };
  });
}

/** Their names stand over the lifelines; those who hear the page are told in each entry. */
function LaneNames({ lanes, role }: { lanes: Lanes; role: Role }): JSX.Element {
  return (
    <div class="lane-names" aria-hidden="true">
      {lanes.names.map((name) => (
        <span>
          <Inert text={peerName(name, role)} longest={LONGEST_NAME} />
        </span>
      ))}
      <span class="target-name">{role}</span>
    </div>
  );
}

interface EntriesProps {
  stretch: ShownStretch;
  lanes: Lanes;
  role: Role;
}

function Entries({ stretch, lanes, role }: EntriesProps): JSX.Element {
  const { folded, entries, left } = stretch;
  const list = entries.length > 0 && (
    <ol class="entries">
      {entries.map((entry) => (
        <Entry entry={entry} lane={lanes.of(entry.peer)} role={role} />
      ))}
    </ol>
  );
  if (!folded) return <>{list}</>;
  return (
    <details class="folded">
      <summary>{plural(entries.length + left, 'more entry', 'more entries')}</summary>
      {list}
      {left > 0 && (
        <p class="cut">{plural(left, 'more entry', 'more entries')}: only in the results as JSON.</p>
      )}
    </details>
  );
}
