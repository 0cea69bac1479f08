import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import { type FrameLayout, frameLayouts } from '../../site/frames/layout';
import { specPath } from '../../spec';
import { annotate } from '../../wire';
import type { Ksy } from '../../wire/ksy';

const KSY = parse(readFileSync(specPath('..', 'cosp.ksy'), 'utf8')) as Ksy;
const LAYOUTS = frameLayouts(KSY);

/** A layout as one line a field, by hand from the RFC's tables. */
function lines(name: string): string[] {
  const layout = LAYOUTS.find((one) => one.name === name);
  assert.ok(layout, `no layout ${name}`);
  return layout.parts.flatMap((part) =>
    part.kind === 'cell'
      ? [line(part)]
      : [`${place(part)} ${part.name} x ${part.times}`, ...part.cells.map((cell) => `  ${line(cell)}`)],
  );
}
type Cell = Extract<FrameLayout['parts'][number], { kind: 'cell' }>;
const place = ({ offset }: Pick<Cell, 'offset'>): string => [offset.bytes, ...offset.behind].join('+');
const line = (cell: Cell): string => {
  const size = 'bytes' in cell.size ? cell.size.bytes : cell.size.field;
  return `${place(cell)} ${cell.name} ${cell.type} ${size}${cell.value === undefined ? '' : ` = ${cell.value}`}`;
};

describe('the layouts of frames, read from cosp.ksy', () => {
  it('has the frame without a code', () => {
    assert.deepEqual(lines('client_hello'), ['0 len_pseudonym SHORT 2', '2 pseudonym bytes len_pseudonym']);
  });

  it('has a message to one client', () => {
    assert.deepEqual(lines('client_request.direct'), [
      '0 code BYTE 1 = 1',
      '1 id_addressee SHORT 2',
      '3 len_text SHORT 2',
      '5 text bytes len_text',
    ]);
  });

  it('has a request for a private connection, whose port is an INT', () => {
    assert.deepEqual(lines('client_request.private_request'), [
      '0 code BYTE 1 = 2',
      '1 port INT 4',
      '5 id_addressee SHORT 2',
    ]);
  });

  it('has the list that a newcomer is given, with repeated entries', () => {
    assert.deepEqual(lines('connection_reply.accepted'), [
      '0 code BYTE 1 = 0',
      '1 num_clients SHORT 2',
      '3 clients x num_clients',
      '  0 id_client SHORT 2',
      '  2 len_pseudonym SHORT 2',
      '  4 pseudonym bytes len_pseudonym',
    ]);
  });

  it('has codes that stand alone, and negative ones', () => {
    assert.deepEqual(lines('server_response.absent'), ['0 code BYTE 1 = -1']);
    assert.deepEqual(lines('server_response.private_refused'), [
      '0 code BYTE 1 = -2',
      '1 id_refuser SHORT 2',
    ]);
  });

  it('knows which frames always have the same length', () => {
    const lengths = LAYOUTS.filter(({ length }) => length !== undefined).map(
      ({ name, length }) => `${name} ${length}`,
    );
    assert.deepEqual(lengths, [
      'client_request.private_refuse 3',
      'client_request.private_request 7',
      'client_request.private_accept 7',
      'connection_reply.pseudonym_in_use 1',
      'server_response.private_refused 3',
      'server_response.absent 1',
      'server_response.left 3',
      'server_response.private_requested 3',
      'server_response.private_accepted 3',
      'server_response.private_established 3',
    ]);
  });

  it('has every code of the three enumerations once, ascending', () => {
    const values = (wanted: string) =>
      LAYOUTS.filter(({ entry }) => entry === wanted).map(({ code }) => code?.value);
    assert.deepEqual(values('client_request'), [-1, 0, 1, 2, 3]);
    assert.deepEqual(values('connection_reply'), [-1, 0]);
    assert.deepEqual(values('server_response'), [-2, -1, 0, 1, 2, 3, 4, 5, 6]);
  });

  it('puts the fields where the parser finds them', () => {
    const parsed = annotate('client_request', Buffer.from('0200001e610002', 'hex')).fields;
    const drawn = LAYOUTS.find(({ name }) => name === 'client_request.private_request')?.parts ?? [];
    assert.deepEqual(
      drawn.map(({ offset }) => offset.bytes),
      parsed.map(({ offset }) => offset),
    );
  });

  it('says what it cannot draw', () => {
    const ksy = structuredClone(KSY);
    const text = ksy.types.client_hello?.seq[1];
    assert.ok(text);
    text.size = 'len_pseudonym * 2';
    assert.throws(() => frameLayouts(ksy), /pseudonym: no field is its size/);
  });
});
