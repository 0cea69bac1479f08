import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { median } from '../../bench/figures';
import type { Sample } from '../../bench/measure';
import { pageOf } from '../../bench/page';
import type { Cell } from '../../bench/rounds';
import { allScenarios, type Scenario } from '../../bench/scenarios';
import { SERVERS, type Server } from '../../bench/servers';
import { cpuTable, failuresOf, formatFigures, formatNumber, resultTable } from '../../bench/table';

const scenario = (name: string): Scenario =>
  allScenarios(100_000).find((one) => one.name === name) as Scenario;
const server = (name: string): Server => SERVERS.find((one) => one.name === name) as Server;

const broadcast = scenario('broadcast-10x1-64');
const latency = scenario('latency');
const servers = ['c', 'reference', 'ngircd'].map(server);

/** So many million deliveries in two seconds. */
function sample(millions: number, serverCpu: number, loadCpu = 1): Sample {
  return { seconds: 2, serverCpu, loadCpu, deliveries: millions * 1e6 };
}

function cell(name: string, of: Scenario, samples: Sample[], rest: Partial<Cell> = {}): Cell {
  return { server: name, scenario: of.name, samples, ...rest };
}

const cells = [
  cell('c', broadcast, [sample(20, 1), sample(16, 1), sample(4, 2)]),
  cell('reference', broadcast, [sample(8, 2), sample(2, 2), sample(6, 2)]),
  cell('ngircd', broadcast, [], { failure: 'it lost 3 of 9' }),
];

describe('numbers of the bench', () => {
  it('have three digits, and thousands apart', () => {
    const given = [12_345.6, 999.5, 123.4, 12.345, 1.2345, 0.12345, 0, Number.NaN];
    assert.deepEqual(given.map(formatNumber), ['12,346', '1,000', '123', '12.3', '1.23', '0.12', '0', '-']);
  });

  it('are medians', () => {
    assert.equal(median([3, 1, 2]), 2);
    assert.equal(median([4, 1, 2, 3]), 2.5);
    assert.equal(median([]), Number.NaN);
  });
});

describe('table of the bench', () => {
  it('has medians, ratios to the C server, and a dash for what is not', () => {
    assert.equal(
      resultTable([broadcast], servers, cells),
      `|  | C | reference | ngircd |
|---|---|---|---|
| broadcast 10x1, 64 B, M/s | 8 | 3 (0.19) | - |`,
    );
  });

  it('tells CPU seconds, and how busy server and generator were', () => {
    assert.equal(
      cpuTable([broadcast, latency], servers, cells).split('\n')[2],
      '| broadcast 10x1, 64 B | 0.063; 50 %, 50 % | 0.33; 100 %, 50 % | - |',
    );
  });

  it('marks what the generator limited, and only that', () => {
    const row = (serverCpu: number, loadCpu: number): string =>
      resultTable([broadcast], [server('c')], [cell('c', broadcast, [sample(20, serverCpu, loadCpu)])]);
    assert.match(row(1.5, 1.99), /\| 10 \* \|$/);
    assert.match(row(1.99, 1.99), /\| 10 \|$/);
    assert.match(row(1.5, 1.5), /\| 10 \|$/);
  });

  it('has three latencies', () => {
    const of = { seconds: 1, serverCpu: 1, loadCpu: 1, p50: 41.5, p99: 123.4, p999: 2345.6 };
    const table = resultTable([latency], [server('c')], [cell('c', latency, [of])]);
    assert.match(table, /\| latency, 100x10 at 1,000 messages\/s, µs \| 41.5 \/ 123 \/ 2,346 \|$/);
  });

  it('tells what failed, and not what a server cannot do', () => {
    assert.deepEqual(failuresOf([broadcast], servers, cells), [
      'ngircd, broadcast 10x1, 64 B: it lost 3 of 9',
    ]);
    const omitted = [cell('ngircd', broadcast, [], { omitted: '-' })];
    assert.deepEqual(failuresOf([broadcast], servers, omitted), []);
  });

  it('has a line for each measurement', () => {
    const figures = { rate: 8, perCpuSecond: 16, serverShare: 0.5, loadShare: 0.25 };
    assert.equal(
      formatFigures(broadcast, figures),
      '8 M/s, 16 for each CPU second; server 50 %, generator 25 %',
    );
  });
});

describe('page of the bench', () => {
  it('tells machine, versions, date and command', () => {
    const plan = {
      scenarios: [broadcast],
      servers,
      rounds: 3,
      times: { warmUp: 1, seconds: 2, patience: 1 },
      equipment: { programs: { load: '', server: '', flood: '' }, cores: { server: 0, load: 1 } },
    };
    const page = pageOf(plan, cells, {
      date: '2026-01-02',
      machine: '2 cores (Some CPU)',
      versions: [['NATS', 'v2']],
      options: '--rounds 3 --write',
    });
    assert.match(page, /Medians of 3 interleaved rounds of 2 s each/);
    assert.match(page, /\| broadcast 10x1, 64 B, M\/s \| 8 \| 3 \(0\.19\) \| - \|/);
    assert.match(page, /- ngircd, broadcast 10x1, 64 B: it lost 3 of 9\n/);
    assert.match(page, /on 2026-01-02 on 2 cores \(Some CPU\)/);
    assert.match(page, /- NATS: v2\n/);
    assert.match(page, /`npm run bench -- --rounds 3 --write`/);
  });
});
