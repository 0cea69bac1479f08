import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { parse } from 'yaml';

const ROOT = path.join(__dirname, '..', '..');
const textOf = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');

interface Step {
  id?: string;
  uses?: string;
  run?: string;
  shell?: string;
  with?: Record<string, unknown>;
  env?: Record<string, string>;
}

interface Action {
  inputs: Record<string, { description: string; default: string }>;
  outputs: Record<string, { description: string; value: string }>;
  runs: { using: string; steps: Step[] };
}

const action = parse(textOf('action.yml')) as Action;
const { steps } = action.runs;
const names = (text: string, context: RegExp): string[] =>
  [...text.matchAll(context)].map(([, name]) => name ?? '');

describe('action.yml', () => {
  it('uses each input that it declares, and no other', () => {
    const used = names(textOf('action.yml'), /\$\{\{[^}]*inputs\.([\w-]+)/g);
    assert.deepEqual([...new Set(used)].sort(), Object.keys(action.inputs).sort());
  });

  it('has a shell for each step that runs something, and never an input inside a script', () => {
    for (const { run, shell } of steps) {
      assert.equal(shell, run === undefined ? undefined : 'bash');
      assert.doesNotMatch(run ?? '', /\$\{\{/);
    }
  });

  it('takes its outputs from what its steps tell', () => {
    for (const { value } of Object.values(action.outputs)) {
      const [, id, name] = /^\$\{\{ steps\.(\w+)\.outputs\.([\w-]+) \}\}$/.exec(value) ?? [];
      assert.ok(steps.some((step) => step.id === id));
      assert.ok(textOf(`.github/action/${id}.sh`).includes(`echo "${name}=`), `${name} is told`);
    }
  });

  it('gives its scripts all that they ask for', () => {
    for (const { id, env } of steps.filter(({ run }) => run !== undefined)) {
      const script = textOf(`.github/action/${id}.sh`);
      const asked = new Set(
        names(script, /\$\{?([A-Z_]+)\b/g).filter((name) => !/^(GITHUB|RUNNER)_/.test(name)),
      );
      assert.deepEqual([...asked].sort(), Object.keys(env ?? {}).sort());
    }
  });

  it('is described on the page, with the values that are taken unasked', () => {
    const page = textOf('docs/continuous-integration.md');
    const rows = new Map(
      [...page.matchAll(/^\| (`[^|]*`) \|.*\|(.*)\|$/gm)].flatMap(([, cell = '', unasked = '']) =>
        names(cell, /`([\w-]+)`/g).map((name): [string, string] => [name, unasked.trim()]),
      ),
    );
    assert.deepEqual([...rows.keys()].sort(), Object.keys(action.inputs).sort());
    for (const [name, { default: value }] of Object.entries(action.inputs)) {
      if (value !== '') assert.equal(rows.get(name)?.replaceAll('`', ''), value, name);
    }
  });
});

describe('ci.yml', () => {
  const ci = parse(textOf('.github/workflows/ci.yml')) as {
    jobs: Record<string, { steps: Step[]; strategy?: { matrix: { node: number[] } } }>;
  };

  it('uses the action with inputs that it has', () => {
    const own = Object.values(ci.jobs).flatMap((job) => job.steps.filter(({ uses }) => uses === './'));
    assert.equal(own.length, 1);
    for (const name of Object.keys(own[0]?.with ?? {})) assert.ok(name in action.inputs, name);
  });

  it('tests with every Node.js that the README names', () => {
    const [, versions = ''] = /Node\.js 20\.19 or newer \(([\d, ]+)\)/.exec(textOf('README.md')) ?? [];
    assert.deepEqual(ci.jobs.test?.strategy?.matrix.node, versions.split(', ').map(Number));
  });
});

describe('Dockerfile', () => {
  it('has all that the package has', () => {
    const copied = [...textOf('Dockerfile').matchAll(/^COPY --from=build (.*) \S+$/gm)]
      .flatMap(([, sources = '']) => sources.split(' '))
      .map((source) => source.replace('/build/', ''));
    const { files } = JSON.parse(textOf('package.json')) as { files: string[] };
    const packed = files.filter((file) => !file.startsWith('!'));
    assert.deepEqual(copied.sort(), ['LICENSE', 'node_modules', 'package.json', ...packed].sort());
    const ignored = textOf('.dockerignore').split('\n');
    // What is in dist/ is built from the folder of the same name.
    for (const file of files.filter((name) => name.startsWith('!')))
      assert.ok(ignored.includes(file.slice(1).replace(/^dist\//, '')), file);
  });
});

describe('the step that tests', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'cosp-action-'));
  after(() => rmSync(folder, { recursive: true }));
  const cosp = path.join(ROOT, 'dist', 'cli', 'cosp.js');

  /** Runs the script as a job would. */
  async function step(
    env: Record<string, string>,
  ): Promise<{ code: number; said: string; output: string; summary: string }> {
    assert.ok(existsSync(cosp), 'dist/ is missing: npm run build');
    const [output, summary] = [path.join(folder, 'output'), path.join(folder, 'summary')];
    for (const file of [output, summary]) writeFileSync(file, '');
    const all = {
      ...process.env,
      ...{ COSP: cosp, ROLE: 'server', FAIL_ON: 'incomplete', REPORT: path.join(folder, 'report') },
      ...{ GITHUB_OUTPUT: output, GITHUB_STEP_SUMMARY: summary },
      ...env,
    };
    const script = path.join(ROOT, '.github', 'action', 'test.sh');
    return new Promise((resolve) => {
      execFile(script, { env: all, cwd: folder }, (error, said) => {
        const code = error ? Number(error.code) : 0;
        resolve({ code, said, output: readFileSync(output, 'utf8'), summary: readFileSync(summary, 'utf8') });
      });
    });
  }

  const broken = `node ${path.join(ROOT, 'test', 'conformance', 'servers', 'closes.js')} {port}`;
  const fast = '--id COSP-2.1-1 --timeout 2';

  it('passes a server that conforms, and tells of it', async () => {
    const { code, said, output, summary } = await step({ ARGS: '--id COSP-2.2-1  --workers 1' });
    assert.equal(code, 0, said);
    assert.match(output, /^exit-code=0\nreport=.*\/report\.html\n$/);
    assert.match(summary, /^## ✅ COSP server/);
    assert.match(said, /\n::notice title=COSP server::Conformant/);
    for (const name of ['report.html', 'results.json', 'junit.xml']) {
      assert.ok(existsSync(path.join(folder, 'report', name)), name);
    }
  });

  it('fails for one that does not, and lets it say nothing to GitHub', async () => {
    const { code, said, output, summary } = await step({ EXEC: broken, ARGS: fast });
    assert.notEqual(code, 0);
    assert.match(output, new RegExp(`^exit-code=${code}\n`));
    assert.match(summary, /^## [❌⚠]/u);
    const [, word] = /^::stop-commands::(\S{36})\n/.exec(said) ?? [];
    assert.ok(word);
    const [before, behind = ''] = said.split(`\n::${word}::\n`);
    assert.match(before ?? '', /COSP/);
    assert.match(behind, /^::(error|warning) file=features\//);
  });

  it('fails for less, or never, where that was asked for; for a wrong command line always', async () => {
    assert.equal((await step({ EXEC: broken, ARGS: fast, FAIL_ON: 'nothing' })).code, 0);
    assert.equal((await step({ ARGS: '--id COSP-9-9', FAIL_ON: 'nothing' })).code, 2);
    const wrong = await step({ FAIL_ON: 'sometimes' });
    assert.equal(wrong.code, 2);
    assert.match(wrong.said, /^::error title=COSP::fail-on is incomplete, broken or nothing\n$/);
  });

  it('takes what stands in an input as words, not as commands', async () => {
    const { said } = await step({ ARGS: `--id COSP-2.2-1 ; touch ${folder}/owned $(touch ${folder}/owned)` });
    assert.ok(!existsSync(path.join(folder, 'owned')), said);
  });
});
