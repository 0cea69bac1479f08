import type { JSX } from 'preact';
import type { Role } from '../../../spec';
import type { ConversationEntry } from '../../evidence';
import { Inert } from '../page/inert-text';
import { peerName } from './peer-name';

const LONGEST_SUMMARY = 240;
const LONGEST_NAME = 40;

/** One frame, piece or event: a row of the diagram. */
export function Entry({
  entry,
  lane,
  role,
}: {
  entry: ConversationEntry;
  lane: number;
  role: Role;
}): JSX.Element {
  const { direction, offending, fence } = entry;
  const classes = [
    direction,
    `lane-${lane}`,
    ...(offending ? ['offending'] : []),
    ...(fence ? ['fence'] : []),
  ];
  return (
    <li class={classes.join(' ')}>
      <span class="at">{entry.at.toFixed(1)} ms</span>
      <Said entry={entry} role={role} />
    </li>
  );
}

/** What it was; a frame can be opened. Scripts explain the digits that stand in it, field by field. */
function Said({ entry, role }: { entry: ConversationEntry; role: Role }): JSX.Element {
  const { hex, type, length, offending } = entry;
  const line = (
    <>
      <span class="unseen">
        <Who entry={entry} role={role} />:{' '}
      </span>
      <Inert text={entry.summary} longest={LONGEST_SUMMARY} />
      {offending && <span class="offence"> ← this one</span>}
    </>
  );
  if (hex === undefined || hex === '') return <span class="said">{line}</span>;
  return (
    <details class="said frame" data-type={type} data-length={length}>
      <summary>{line}</summary>
      <code class="digits explained">{hex}</code>
    </details>
  );
}

function Who({ entry, role }: { entry: ConversationEntry; role: Role }): JSX.Element {
  const peer = <Inert text={peerName(entry.peer, role)} longest={LONGEST_NAME} />;
  if (entry.direction === 'event') return peer;
  return entry.direction === 'sent' ? (
    <>
      {peer} to the {role}
    </>
  ) : (
    <>
      the {role} to {peer}
    </>
  );
}
