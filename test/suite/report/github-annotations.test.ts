import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { githubAnnotations } from '../../../suite/report/github-annotations';
import type { Results } from '../../../suite/results/results';
import { resultsOf } from '../../../suite/results/results-of';
import { hostileResults, TOOL } from '../fixtures/hostile';
import { resultOf } from '../fixtures/run-result';
import { scenario } from '../fixtures/scenarios';

interface Command {
  readonly kind: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

const unescaped = (text: string): string =>
  text.replace(/%(25|0D|0A|3A|2C)/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

/** Reads a line as GitHub's runner does; undefined when it is no command. */
function commandIn(line: string): Command | undefined {
  const [, kind, told = '', message = ''] = /^\s*::([^:\s]+)(?: ([^:]*))?::(.*)$/.exec(line) ?? [];
  if (kind === undefined) return undefined;
  const pairs = told.split(',').map((pair): [string, string] => {
    const [name = '', value = ''] = pair.split(/=(.*)/s);
    return [name, unescaped(value)];
  });
  return { kind, properties: Object.fromEntries(pairs), message: unescaped(message) };
}

function commandsOf(results: Results): Command[] {
  const lines = githubAnnotations(results).split('\n');
  assert.equal(lines.pop(), '');
  return lines.map((line) => {
    const command = commandIn(line);
    assert.ok(command, `no command: ${line}`);
    return command;
  });
}

const broken = (line: number, message = 'it is wrong: 50%, at once') =>
  scenario('COSP-1-1', line, { outcome: 'violation', message, expected: 'this', actual: 'that' });

describe('annotations for GitHub Actions', () => {
  it('say what is broken, where the scenario stands, and how to run it again; last the verdict', () => {
    const results = resultsOf(resultOf([[broken(3), scenario('COSP-2-1', 1)]]), TOOL);
    const [first, last, ...others] = commandsOf(results);
    assert.equal(others.length, 0);
    assert.equal(first?.kind, 'error');
    const { uri, line, name, replay } = results.scenarios[0] ?? assert.fail();
    assert.deepEqual(first?.properties, {
      file: uri,
      line: String(line),
      title: `FAIL COSP-1-1 (MUST): ${name}`,
    });
    assert.deepEqual(first?.message.split('\n'), [
      'The statement of COSP-1-1.',
      'problem: it is wrong: 50%, at once',
      'expected: this',
      'came: that',
      `replay: ${replay}`,
    ]);
    assert.deepEqual(last, {
      kind: 'notice',
      properties: { title: 'COSP server' },
      message: 'Not conformant: 1 MUST broken.',
    });
  });

  it('are no more than GitHub shows, and count the rest', () => {
    const many = Array.from({ length: 25 }, (_, index) => broken(index + 1));
    const commands = commandsOf(resultsOf(resultOf([many]), TOOL));
    assert.equal(commands.filter(({ kind }) => kind === 'error').length, 10);
    assert.match(commands[9]?.message ?? '', /^16 more: see the report$/);
  });

  it('are no commands of the target', () => {
    const results = hostileResults();
    for (const { kind, properties, message } of commandsOf(results)) {
      assert.match(kind, /^(error|warning|notice)$/);
      assert.ok(Object.keys(properties).every((name) => ['file', 'line', 'title'].includes(name)));
      assert.doesNotMatch(message + Object.values(properties).join(''), /(?!\n)[\p{Cc}\p{Cf}]/u);
      assert.ok(message.split('\n').every((line) => commandIn(line) === undefined));
    }
  });
});
