import type { JSX } from 'preact';
import { ENTRY_TYPES, type EntryType } from '../../wire/frames';
import { WHEN } from '../entry-types';

interface EntryTypeChoiceProps {
  type: EntryType;
  onChange: (type: EntryType) => void;
}

const FROM_CLIENT: readonly EntryType[] = ['client_hello', 'client_request'];
const REGISTERED: readonly EntryType[] = ['client_request', 'server_response'];

/** Direction and state, which together say what the first frame is. */
export function EntryTypeChoice({ type, onChange }: EntryTypeChoiceProps): JSX.Element {
  const fromClient = FROM_CLIENT.includes(type);
  const registered = REGISTERED.includes(type);
  const choose = (client: boolean, member: boolean): void => {
    const found = ENTRY_TYPES.find(
      (one) => FROM_CLIENT.includes(one) === client && REGISTERED.includes(one) === member,
    );
    if (found) onChange(found);
  };
  return (
    <div class="entry-type-choice">
      <fieldset>
        <legend>Direction</legend>
        <Option
          group="direction"
          checked={fromClient}
          label="from the client"
          onChoose={() => choose(true, registered)}
        />
        <Option
          group="direction"
          checked={!fromClient}
          label="from the server"
          onChoose={() => choose(false, registered)}
        />
      </fieldset>
      <fieldset>
        <legend>The client is</legend>
        <Option
          group="state"
          checked={!registered}
          label="not registered yet"
          onChoose={() => choose(fromClient, false)}
        />
        <Option
          group="state"
          checked={registered}
          label="registered"
          onChoose={() => choose(fromClient, true)}
        />
      </fieldset>
      <p class="muted">
        The first frame is a <code>{type}</code>: {WHEN[type]}.
      </p>
    </div>
  );
}

interface OptionProps {
  group: string;
  label: string;
  checked: boolean;
  onChoose: () => void;
}

function Option({ group, label, checked, onChoose }: OptionProps): JSX.Element {
  return (
    <label>
      <input type="radio" name={group} checked={checked} onChange={onChoose} /> {label}
    </label>
  );
}
