import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { packageRoot } from '../../spec';
import { adviceFor } from '../../suite/doctor/advice';
import { Doctor } from '../../suite/doctor/doctor';
import type { Suspect } from '../../suite/doctor/suspect';

const GOOD = path.join(packageRoot(), 'examples', 'python-client');
const folder = mkdtempSync(path.join(tmpdir(), 'cosp-doctor-'));
after(() => rmSync(folder, { recursive: true }));

interface Broken {
  file: string;
  /** What stands there, and what stands there instead. */
  old: string;
  becomes: string;
  /** The findings: name, problem and advice. */
  findings: RegExp[];
  suspect?: Suspect;
}

/** The command of a copy of the good client with one thing broken. */
function broken({ file, old, becomes }: Broken): string {
  const copy = mkdtempSync(path.join(folder, 'client-'));
  cpSync(GOOD, copy, { recursive: true });
  const program = readFileSync(path.join(copy, file), 'utf8');
  assert.ok(program.includes(old), `${file} has no ${old}`);
  writeFileSync(
    path.join(copy, file),
    program.replace(old, () => becomes),
  );
  return `python3 "${path.join(copy, 'adapter.py')}"`;
}

async function wrongWith(command: string): Promise<{ line: string; suspect: Suspect | undefined }[]> {
  const parameters = {
    target: { kind: 'adapter' as const, command, control: { way: 'stdio' as const } },
    timeout: 2_000,
    patience: 0,
    shared: false,
    segmentation: { mode: 'whole' as const },
    verbose: false,
  };
  const findings = await new Doctor(parameters, () => {}).examine();
  return findings.flatMap((finding) => {
    if (finding.kind !== 'wrong') return [];
    const { name, problem, suspect } = finding;
    return [{ line: `${name}: ${problem}; ${adviceFor(problem)}`, suspect }];
  });
}

const ASKS = /^asks for a private connection/;
const ACCEPTS = /^is asked for a private connection, accepts/;

const CLIENTS: Record<string, Broken> = {
  'that never connects after response code 6': {
    file: 'cosp_client.py',
    old: '            self._open(pseudonym, reserved)',
    becomes: `            if code != frames.PRIVATE_ESTABLISHED:
                self._open(pseudonym, reserved)`,
    findings: [
      new RegExp(
        `${ACCEPTS.source}.*did not open its new connection.*bound to the port that it declared; nobody`,
      ),
    ],
    suspect: 'client',
  },
  'that connects before response code 6': {
    file: 'cosp_client.py',
    old: 'self._asked_by.discard(identifier)\n\n    def refuse',
    becomes: `self._asked_by.discard(identifier)
            self._open(requester, self._acceptances.pop(identifier))\n\n    def refuse`,
    findings: [new RegExp(`${ACCEPTS.source}.*opened a connection.*connect only after response code 5 .* 6`)],
    suspect: 'client',
  },
  'that connects before response code 5': {
    file: 'cosp_client.py',
    old: '            self._request(frames.private_request(self._reserve(self._requests, identifier), identifier))',
    becomes: `            self._request(frames.private_request(self._reserve(self._requests, identifier), identifier))
            self._open(to, self._requests.pop(identifier))`,
    findings: [new RegExp(`${ASKS.source}.*opened a connection.*connect only after response code 5 .* 6`)],
    suspect: 'client',
  },
  'that connects from another port': {
    file: 'private_connection.py',
    old: '            self._socket.connect(server)',
    becomes: `            self._socket.close()
            self._socket = socket.create_connection(server)`,
    findings: [ASKS, ACCEPTS].map(
      (name) => new RegExp(`${name.source}.*from port.*bind its new socket to port 0`),
    ),
    suspect: 'client',
  },
  'that declares port 0': {
    file: 'frames.py',
    old: "'>bih', 2, port,",
    becomes: "'>bih', 2, 0,",
    findings: [new RegExp(`${ASKS.source}.*declared the port 0.*bind its new socket to port 0`)],
    suspect: 'client',
  },
  'that refuses somebody else': {
    file: 'frames.py',
    old: "'>bh', -1, identifier",
    becomes: "'>bh', -1, identifier + 1",
    findings: [/^is asked for a private connection, and refuses.*compare the bytes with the tables of codes/],
    suspect: 'client',
  },
  'that does not tell that an addressee is absent': {
    file: 'cosp_client.py',
    old: "self._tell('absent')",
    becomes: 'pass',
    findings: [/^tells that an addressee is absent.*expected absent; .*write the event "absent" .* one byte/],
    suspect: 'face',
  },
  'that reads an identifier behind response code -1': {
    file: 'frames.py',
    old: '        return Response(code)',
    becomes: '        stream.read(2)\n        return Response(code)',
    findings: [/^tells that an addressee is absent.*write the event "absent" .* one byte/],
    suspect: 'face',
  },
  'that keeps who has gone': {
    file: 'cosp_client.py',
    old: 'self._roster.pop(identifier)',
    becomes: 'self._roster[identifier]',
    findings: [/^shows who comes and goes.*another roster.*answer "roster" with those who are there now/],
    suspect: 'face',
  },
  'that decodes text as Latin-1': {
    file: 'frames.py',
    old: ".decode('utf-8', 'replace')",
    becomes: ".decode('latin-1')",
    findings: [/^connects.*Zoé.*came.*ZoÃ©.*let the client decode text as UTF-8/],
    suspect: 'face',
  },
  'that encodes text as Latin-1': {
    file: 'frames.py',
    old: "text.encode('utf-8')",
    becomes: "text.encode('latin-1', 'replace')",
    findings: [/^writes and shows messages.*let the client encode text as UTF-8 first/],
    suspect: 'client',
  },
  'that counts characters': {
    file: 'frames.py',
    old: "struct.pack('>h', len(encoded))",
    becomes: "struct.pack('>h', len(text))",
    findings: [/^writes and shows messages.*and then count its bytes/],
    suspect: 'client',
  },
  'whose adapter reads commands as Latin-1': {
    file: 'adapter.py',
    old: 'json.loads(line)',
    becomes: "json.loads(line.decode('latin-1'))",
    findings: [/^writes and shows messages.*; read the commands as UTF-8 .*encoded twice$/],
  },
  'whose adapter does not call it': {
    file: 'adapter.py',
    old: "self._connected.register(it['pseudonym'])",
    becomes: 'None',
    findings: [/^connects.*nothing within.*let the client do it before you answer/],
    suspect: 'call',
  },
};

describe('cosp adapter doctor', { concurrency: 3 }, () => {
  for (const [which, client] of Object.entries(CLIENTS)) {
    it(`says what to mend, and where, for a client ${which}`, async () => {
      const wrong = await wrongWith(broken(client));
      const lines = wrong.map(({ line }) => line);
      assert.equal(lines.length, client.findings.length, lines.join('\n'));
      for (const [i, { line, suspect }] of wrong.entries()) {
        assert.match(line, client.findings[i] as RegExp);
        assert.equal(suspect, client.suspect, line);
      }
    });
  }
});
