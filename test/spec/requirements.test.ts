import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { allNeeds, compareIds, loadRequirements, loadSections, requirementById, SpecError } from '../../spec';
import { parseRequirements } from '../../spec/requirements';

/** The RFC's section titles. */
const RFC_TITLES = [
  'Résumé',
  'But',
  'Présentation du protocole',
  'Spécifications',
  'Établissement de la connexion',
  'Cas nominal',
  'Erreur pseudonyme déjà utilisé',
  'Mise à jour de la liste des pseudonymes',
  "Dans le cas d'un nouveau client sur le serveur",
  "Déconnexion d'un client au serveur",
  'Client envoie un message à tout le monde',
  'Client envoie un message à un client spécifique',
  'Réponse du serveur dans le cas nominal',
  "Cas d'erreur",
  'Un client établit une connexion TCP privée avec un client spécifique',
  "Client B n'est pas connecté",
  'Client B accepte la connexion',
  'Client B refuse la connexion',
];

function parse(entries: string, head = 'section: "2"\ntitle: T\nsubsections: { "2.1": U }') {
  return parseRequirements([{ file: 'requirements/2-t.yaml', text: `${head}\nrequirements:\n${entries}` }]);
}

function entry(id: string, more = 'needs: []'): string {
  return `  - { id: ${id}, level: MUST, roles: [server], statement: It is so., rfc: But, ${more} }\n`;
}

describe('reading requirements', () => {
  it('gives sections and requirements in order', () => {
    const data = parse(entry('COSP-2.1-10') + entry('COSP-2.1-2') + entry('COSP-2-1'));
    assert.deepEqual(
      data.requirements.map(({ id }) => id),
      ['COSP-2-1', 'COSP-2.1-2', 'COSP-2.1-10'],
    );
    assert.deepEqual(data.sections, [
      { number: '2', title: 'T', page: '2-t.md' },
      { number: '2.1', title: 'U', page: '2-t.md' },
    ]);
  });

  it('follows needs through other requirements', () => {
    const data = parse(
      entry('COSP-2-1') +
        entry('COSP-2.1-1', 'needs: [COSP-2-1]') +
        entry('COSP-2.1-2', 'needs: [COSP-2.1-1]'),
    );
    assert.deepEqual(allNeeds('COSP-2.1-2', data), ['COSP-2-1', 'COSP-2.1-1']);
    assert.deepEqual(allNeeds('COSP-2-1', data), []);
    assert.throws(() => allNeeds('COSP-2-9', data), RangeError);
  });

  const mistakes: [name: string, entries: string, message: RegExp][] = [
    [
      'an id that is there twice',
      entry('COSP-2-1') + entry('COSP-2-1'),
      /2-t\.yaml: COSP-2-1: the id is there twice/,
    ],
    ['an id of another shape', entry('COSP-2'), /COSP-2: the id is not written like/],
    ['an id of another section', entry('COSP-2.3-1'), /COSP-2\.3-1: the file has no section 2\.3/],
    ['an unknown level', entry('COSP-2-1').replace('MUST', 'MAY'), /COSP-2-1: level "MAY" is unknown/],
    ['an unknown role', entry('COSP-2-1').replace('server', 'proxy'), /COSP-2-1: role "proxy" is unknown/],
    ['no role', entry('COSP-2-1').replace('[server]', '[]'), /COSP-2-1: roles are not/],
    [
      'an unknown need',
      entry('COSP-2-1', 'needs: [COSP-2-2]'),
      /COSP-2-1: needs COSP-2-2, which no requirement/,
    ],
    ['a misspelt field', entry('COSP-2-1', 'need: []'), /COSP-2-1: unknown field "need"/],
    [
      'an empty statement',
      entry('COSP-2-1').replace('It is so.', '" "'),
      /COSP-2-1: "statement" is not a text/,
    ],
    ['no id', '  - { level: MUST }', /requirements entry 1: "id" is not a text/],
    ['an entry that is a text', '  - COSP-2-1', /requirements entry 1: is not a mapping/],
    ['bad YAML', '  - { id', /2-t\.yaml: the file: is not YAML/],
    [
      'needs in a circle',
      entry('COSP-2-1', 'needs: [COSP-2-2]') + entry('COSP-2-2', 'needs: [COSP-2-1]'),
      /COSP-2-1: its needs run in a circle: COSP-2-1 -> COSP-2-2 -> COSP-2-1/,
    ],
  ];
  for (const [name, entries, message] of mistakes) {
    it(`refuses ${name}`, () => {
      assert.throws(
        () => parse(entries),
        (error) => error instanceof SpecError && message.test(error.message),
      );
    });
  }

  it('refuses a subsection of another section', () => {
    assert.throws(
      () => parse('', 'section: "2"\ntitle: T\nsubsections: { "3.1": U }'),
      /the file: "3\.1" is no subsection of 2/,
    );
  });
});

describe('the requirements', () => {
  const requirements = loadRequirements();

  it('are in order, and found by their id', () => {
    const ids = requirements.map(({ id }) => id);
    assert.deepEqual(ids, [...ids].sort(compareIds));
    assert.equal(requirementById('COSP-2.2-1')?.level, 'MUST');
    assert.equal(requirementById('COSP-9-9'), undefined);
    assert.ok(
      loadSections().some(({ number, title }) => number === '2.2' && title === 'The pseudonym is in use'),
    );
  });

  for (const { id, level, roles, statement, rfc, needs } of requirements) {
    it(`${id} is well formed`, () => {
      assert.match(statement, /^[A-Z][^\n]*\.$/, 'the statement is one whole sentence');
      assert.ok(rfc === 'silent' || RFC_TITLES.includes(rfc), `the RFC has no section "${rfc}"`);
      assert.ok(level !== 'MUST' || rfc !== 'silent', 'a MUST names the section that it follows from');
      assert.ok(level !== 'SHOULD' || rfc === 'silent', 'a SHOULD is where the RFC is silent');
      const related = needs.every((needed) =>
        requirementById(needed)?.roles.some((role) => roles.includes(role)),
      );
      assert.ok(related, 'what it needs binds one of the roles that it binds');
    });

    it(`${id} rests on registration`, () => {
      const rests = allNeeds(id);
      assert.ok(!roles.includes('server') || id === 'COSP-2.1-1' || rests.includes('COSP-2.1-1'), 'server');
      assert.ok(!roles.includes('client') || id === 'COSP-2-1' || rests.includes('COSP-2-1'), 'client');
    });
  }
});
