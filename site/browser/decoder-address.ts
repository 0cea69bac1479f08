import { ENTRY_TYPES, type EntryType } from '../../wire/frames';

/** What the decoder shows: text as it was pasted, and what to read it as. */
export interface DecoderState {
  readonly type: EntryType;
  readonly text: string;
}

/** Reads the part of the address behind `#`, such as `client_hello:0005616c696365`; undefined when it is none of ours. */
export function stateOf(hash: string): DecoderState | undefined {
  const [, name, hex = ''] = /^#(\w+):([0-9a-f]*)$/i.exec(hash) ?? [];
  const type = ENTRY_TYPES.find((one) => one === name);
  if (type === undefined) return undefined;
  return { type, text: hex.replace(/..(?=.)/g, '$& ') };
}

/** The part of the address that leads here again. */
export function hashOf(type: EntryType, hex: string): string {
  return `#${type}:${hex}`;
}
