import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { validateXML } from 'xmllint-wasm';
import { junitReport } from '../../../suite/report/junit-report';
import { hostileResults } from '../fixtures/hostile';

const schema = readFileSync(path.join(__dirname, 'junit.xsd'), 'utf8');

/** What libxml2 says against a report. */
async function complaints(contents: string): Promise<string[]> {
  const { errors } = await validateXML({ xml: [{ fileName: 'report.xml', contents }], schema: [schema] });
  return errors.map(({ message }) => message);
}

describe('JUnit report', () => {
  const xml = junitReport(hostileResults());

  it('fits the common schema, whatever it holds', async () => assert.deepEqual(await complaints(xml), []));

  it('of nothing fits it too', async () => {
    assert.deepEqual(await complaints(junitReport({ ...hostileResults([]), faults: [] })), []);
  });

  it('would not pass with what the schema lacks', async () => {
    assert.match(
      (await complaints(xml.replace(' classname=', ' line=')))[0] ?? '',
      /attribute 'line' is not allowed/,
    );
    assert.notDeepEqual(await complaints(xml.replace('</testsuites>', '')), []);
  });

  it('counts what belongs to no section, and the faults of the suite itself', () => {
    assert.match(xml, /<testsuites name="cosp server" tests="10" failures="1" errors="3" time=/);
    assert.match(xml, /<testsuite name="no section" tests="1" failures="0" errors="1" skipped="0"/);
    assert.match(xml, /<testsuite name="the suite itself" tests="1" failures="0" errors="1" skipped="0"/);
  });
});
