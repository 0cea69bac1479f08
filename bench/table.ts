import type { Figures } from './figures';
import { type Cell, mediansOf } from './rounds';
import type { Kind, Scenario } from './scenarios';
import type { Server } from './servers';

/** A row of the result: a scenario with what each server did. */
interface Row {
  readonly scenario: Scenario;
  readonly cells: readonly (Figures | undefined)[];
  readonly failures: readonly (string | undefined)[];
}

const FULL = 0.97; // share of a core above which a process is taken to have no time left
const UNITS: Readonly<Record<Kind, string>> = {
  broadcast: 'M/s',
  direct: 'M/s',
  relay: 'MB/s',
  joins: '/s',
  idle: 'KiB',
  latency: 'µs',
};

/** Three significant digits, and thousands apart. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return '-';
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en');
  return value.toPrecision(value >= 1 ? 3 : 2).replace(/\.?0+$/, '');
}

function formatRatio(ratio: number): string {
  return ratio >= 0.1 ? ratio.toFixed(2) : formatNumber(ratio);
}

/** Whether the load generator, not the server, was what limited a figure. */
export function isGeneratorBound({ serverShare, loadShare }: Figures): boolean {
  return loadShare >= FULL && serverShare < FULL;
}

/** Whether a server's figure is compared with that of the C server. */
function isCompared({ name, isCeiling }: Server): boolean {
  return name !== 'c' && !isCeiling;
}

/** The figure of a cell, and in brackets what came for each CPU second with the first server as 1. */
function cellText(
  kind: Kind,
  figures: Figures | undefined,
  first: Figures | undefined,
  hasRatio: boolean,
): string {
  if (figures === undefined) return '-';
  if (kind === 'latency')
    return [figures.p50, figures.p99, figures.p999]
      .map((value) => formatNumber(value ?? Number.NaN))
      .join(' / ');
  const { rate, perCpuSecond } = figures;
  const limit = first?.perCpuSecond;
  const ratio =
    !hasRatio || perCpuSecond === undefined || limit === undefined
      ? ''
      : ` (${formatRatio(perCpuSecond / limit)})`;
  return `${formatNumber(rate)}${ratio}${isGeneratorBound(figures) ? ' *' : ''}`;
}

function rowsOf(scenarios: readonly Scenario[], servers: readonly Server[], cells: readonly Cell[]): Row[] {
  return scenarios.map((scenario) => {
    const own = servers.map((server) =>
      cells.find((cell) => cell.server === server.name && cell.scenario === scenario.name),
    );
    return {
      scenario,
      cells: own.map((cell) => (cell === undefined ? undefined : mediansOf(scenario, cell))),
      failures: own.map((cell) => cell?.failure ?? cell?.omitted),
    };
  });
}

function markdown(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), `|${head.map(() => '---|').join('')}`, ...rows.map(line)].join('\n');
}

/**
 * The table of medians: a row for each scenario, a column for each server. Ratios are to the server named `c`, and left
 * out where it was not measured. `*`: the load generator had no time left and the server had.
 */
export function resultTable(
  scenarios: readonly Scenario[],
  servers: readonly Server[],
  cells: readonly Cell[],
): string {
  const limit = servers.findIndex(({ name }) => name === 'c');
  const rows = rowsOf(scenarios, servers, cells).map((row) => {
    const first = limit < 0 ? undefined : row.cells[limit];
    const texts = row.cells.map((figures, index) =>
      cellText(row.scenario.kind, figures, first, isCompared(servers[index] as Server)),
    );
    return [`${row.scenario.title}, ${UNITS[row.scenario.kind]}`, ...texts];
  });
  return markdown(['', ...servers.map(({ title }) => title)], rows);
}

/** Messages are counted in millions already. */
function cpuForMillion(kind: Kind, perCpuSecond: number): number {
  return (kind === 'relay' || kind === 'joins' ? 1e6 : 1) / perCpuSecond;
}

/** CPU seconds of the server for a million deliveries, or what the scenario counts otherwise. */
export function cpuTable(
  scenarios: readonly Scenario[],
  servers: readonly Server[],
  cells: readonly Cell[],
): string {
  const percent = (share: number): string => `${Math.round(share * 100)} %`;
  const counted = scenarios.filter(({ kind }) => kind !== 'idle' && kind !== 'latency');
  const rows = rowsOf(counted, servers, cells).map(({ scenario, cells: own }) => [
    scenario.title,
    ...own.map((figures) =>
      figures?.perCpuSecond === undefined
        ? '-'
        : `${formatNumber(cpuForMillion(scenario.kind, figures.perCpuSecond))}; ${percent(figures.serverShare)}, ${percent(figures.loadShare)}`,
    ),
  ]);
  return markdown(['', ...servers.map(({ title }) => title)], rows);
}

/** What was not measured though it could have been, a line each. */
export function failuresOf(
  scenarios: readonly Scenario[],
  servers: readonly Server[],
  cells: readonly Cell[],
): string[] {
  return rowsOf(scenarios, servers, cells).flatMap(({ scenario, failures }) =>
    failures.flatMap((failure, index) =>
      failure === undefined || failure === '-'
        ? []
        : [`${servers[index]?.title}, ${scenario.title}: ${failure}`],
    ),
  );
}

/** One measurement in a line. */
export function formatFigures({ kind }: Scenario, figures: Figures): string {
  const percent = (share: number): string => `${Math.round(share * 100)} %`;
  const busy = `server ${percent(figures.serverShare)}, generator ${percent(figures.loadShare)}`;
  const value = cellText(kind, figures, undefined, false);
  const cpu =
    figures.perCpuSecond === undefined ? '' : `, ${formatNumber(figures.perCpuSecond)} for each CPU second`;
  return `${value} ${UNITS[kind]}${cpu}; ${busy}`;
}
