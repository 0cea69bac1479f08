import { type Figures, figuresOf, medianFigures } from './figures';
import { type Equipment, measure, type Sample, type Times } from './measure';
import type { Scenario } from './scenarios';
import type { Server } from './servers';

/** What was measured of one server in one scenario. */
export interface Cell {
  readonly server: string;
  readonly scenario: string;
  readonly samples: Sample[];
  /** Why it is not even tried: `-` where the server has no such thing. */
  readonly omitted?: string;
  /** Why there is no sample, or no further one. */
  failure?: string;
}

/** What the bench does, and with whom. */
export interface Plan {
  readonly scenarios: readonly Scenario[];
  readonly servers: readonly Server[];
  readonly rounds: number;
  readonly times: Times;
  readonly equipment: Equipment;
}

/** Called before and after each measurement; `done` of `all` are over. */
export interface Progress {
  begins(server: Server, scenario: Scenario, done: number, all: number): void;
  ended(server: Server, scenario: Scenario, round: number, outcome: Figures | string): void;
}

/** Why a server is not measured in a scenario; undefined: it is. */
function reasonAgainst(server: Server, scenario: Scenario): string | undefined {
  return server.kinds.includes(scenario.kind) ? server.cannot?.(scenario) : '-';
}

interface Task {
  readonly server: Server;
  readonly scenario: Scenario;
  readonly round: number;
  readonly cell: Cell;
}

/** Round by round; within one, the servers of a scenario follow each other, each time another one first. */
function tasksOf({ scenarios, servers, rounds }: Plan, cells: readonly Cell[]): Task[] {
  const tasks: Task[] = [];
  for (let round = 0; round < rounds; round++)
    for (const scenario of scenarios)
      for (let index = 0; index < servers.length; index++) {
        const server = servers[(index + round) % servers.length] as Server;
        const cell = cells.find(
          (one) => one.server === server.name && one.scenario === scenario.name,
        ) as Cell;
        if (cell.omitted === undefined) tasks.push({ server, scenario, round, cell });
      }
  return tasks;
}

const firstLine = (text: string): string => text.split('\n', 1)[0] ?? '';

/** Measures everything. A server that fails in a scenario is not tried again in that one. */
export async function runRounds(plan: Plan, progress: Progress): Promise<Cell[]> {
  const cells = plan.scenarios.flatMap((scenario) =>
    plan.servers.map((server): Cell => {
      const omitted = reasonAgainst(server, scenario);
      return { server: server.name, scenario: scenario.name, samples: [], omitted };
    }),
  );
  const tasks = tasksOf(plan, cells);
  for (const [done, { server, scenario, round, cell }] of tasks.entries()) {
    if (cell.failure !== undefined) continue;
    progress.begins(server, scenario, done, tasks.length);
    try {
      const sample = await measure(server, scenario, plan.times, plan.equipment);
      cell.samples.push(sample);
      progress.ended(server, scenario, round, figuresOf(scenario, sample));
    } catch (error) {
      cell.failure = firstLine(error instanceof Error ? error.message : String(error));
      progress.ended(server, scenario, round, cell.failure);
    }
  }
  return cells;
}

/** The medians of a cell, or undefined where it has no sample. */
export function mediansOf(scenario: Scenario, { samples }: Cell): Figures | undefined {
  return samples.length === 0
    ? undefined
    : medianFigures(samples.map((sample) => figuresOf(scenario, sample)));
}
