import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import { KSY_PATH } from '../../tools/build-wire';
import type { Ksy, KsyField, KsyType } from '../../wire/ksy';

const TEXT = readFileSync(KSY_PATH, 'utf8');
const TYPE_ORDER = ['meta', 'doc', 'doc-ref', 'seq', 'instances', 'types', 'enums'];
const FIELD_ORDER = [
  'id',
  '-orig-id',
  'type',
  'size',
  'repeat',
  'repeat-expr',
  'enum',
  'valid',
  'doc',
  'doc-ref',
];

function outOfOrder(where: string, keys: readonly string[], order: readonly string[]): string[] {
  const places = keys.map((key) => order.indexOf(key));
  const unknown = keys.filter((_, index) => places[index] === -1).map((key) => `${where}: ${key} is unknown`);
  const sorted = [...places].sort((a, b) => a - b);
  return places.join() === sorted.join() ? unknown : [...unknown, `${where}: ${keys.join(', ')}`];
}

/** What is wrong with one field, given all fields of its type. */
function fieldFaults(where: string, field: KsyField, siblings: readonly KsyField[]): string[] {
  const faults = outOfOrder(where, Object.keys(field), FIELD_ORDER);
  const isLength = siblings.some((other) => other.size === field.id);
  const isCount = siblings.some((other) => other['repeat-expr'] === field.id);
  if (isLength !== field.id.startsWith('len_'))
    faults.push(`${where}: len_ is for sizes, and for them alone`);
  if (isCount !== field.id.startsWith('num_'))
    faults.push(`${where}: num_ is for counts, and for them alone`);
  if ((isLength || isCount) && field.valid?.min !== 0) faults.push(`${where}: may not be negative`);
  if (field.enum && field.valid?.['in-enum'] !== true) faults.push(`${where}: has to be a known code`);
  if (!field.doc) faults.push(`${where}: no doc`);
  // A body and a list are put together from fields; only what stands in the RFC's tables has a name there.
  const isPlain = typeof field.type !== 'object' && field.repeat === undefined;
  if (isPlain && !field['-orig-id']) faults.push(`${where}: no -orig-id`);
  if (!/^[a-z]+(_[a-z]+)*$/.test(field.id)) faults.push(`${where}: not in snake_case`);
  return faults;
}

function typeFaults(id: string, type: KsyType): string[] {
  const faults = outOfOrder(id, Object.keys(type), TYPE_ORDER);
  if (!type.doc) faults.push(`${id}: no doc`);
  if (!type['doc-ref']?.startsWith('ChatOS RFC COSP, "'))
    faults.push(`${id}: no doc-ref to a section of the RFC`);
  return [...faults, ...type.seq.flatMap((field) => fieldFaults(`${id}.${field.id}`, field, type.seq))];
}

/** Everything that breaks the rules of this project and of Kaitai's style guide. */
function faultsOf(text: string): string[] {
  const ksy = parse(text) as Ksy;
  const long = text.split('\n').filter((line) => [...line].length > 80);
  const enums = Object.entries(ksy.enums).flatMap(([id, values]) =>
    Object.values(values)
      .filter((value) => !value.doc)
      .map((value) => `${id}.${value.id}: no doc`),
  );
  return [
    ...long.map((line) => `longer than 80 columns: ${line}`),
    ...(/[\t\r]| $/m.test(text) ? ['tabs, carriage returns or spaces at the end of a line'] : []),
    ...outOfOrder('cosp', Object.keys(ksy), TYPE_ORDER),
    ...(ksy.doc && ksy['doc-ref'] ? [] : ['cosp: no doc or no doc-ref']),
    ...(ksy.meta.endian === 'be' ? [] : ['integers have to be big-endian']),
    ...Object.entries(ksy.types).flatMap(([id, type]) => typeFaults(id, type)),
    ...enums,
  ];
}

describe('cosp.ksy', () => {
  it('follows the rules', () => {
    assert.deepEqual(faultsOf(TEXT), []);
  });

  const changes: [from: string | RegExp, to: string, fault: RegExp][] = [
    ['title: COSP', `title: COSP ${'and so on '.repeat(9)}`, /longer than 80 columns/],
    ['endian: be', 'endian: le', /big-endian/],
    ['endian: be', 'endian: be  ', /spaces at the end/],
    ['    doc: The answer to a `client_hello`.\n', '', /connection_reply: no doc/],
    [/ {4}doc-ref: .*Connexion code\n/, '', /connection_reply: no doc-ref/],
    [/len_text/g, 'text_size', /broadcast_request.text_size: len_/],
    ['num_clients\n', 'len_clients\n', /len_clients: len_ is for sizes/],
    [/num_clients/g, 'count', /accepted.count: num_/],
    ['        -orig-id: Pseudo\n', '', /client_hello.pseudonym: no -orig-id/],
    ['          min: 0', '          min: -1', /client_hello.len_pseudonym: may not be negative/],
    ['          in-enum: true', '          min: -9', /client_request.code: has to be a known code/],
    ['        doc: Size of the pseudonym in encoded bytes.\n', '', /client_hello.len_pseudonym: no doc/],
    ['      doc: A client has left.\n', '', /response_code.left: no doc/],
    ['- id: port\n', '- id: portNumber\n', /portNumber: not in snake_case/],
    [/( {8}type: s2\n)( {8}doc: Identifier.*\n)/, '$2$1', /id_addressee: id, -orig-id, doc, type/],
    [/^(types:[\s\S]*)(enums:[\s\S]*)$/m, '$2\n$1', /cosp: meta, doc, doc-ref, enums, types/],
  ];
  for (const [from, to, fault] of changes) {
    it(`would be told: ${fault.source}`, () => {
      const changed = TEXT.replace(from, to);
      assert.notEqual(changed, TEXT, `${from} is not in cosp.ksy`);
      assert.match(faultsOf(changed).join('\n'), fault);
    });
  }
});
