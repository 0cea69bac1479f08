import { applyBaseline } from '../baseline';
import { Live } from '../report/live';
import type { RunResult } from '../report/run-result';
import type { Screen } from '../report/screen';
import { choicesSeen } from '../verdict/choices';
import { exitCode } from '../verdict/exit-code';
import { fold } from '../verdict/fold';
import { requirementVerdicts } from '../verdict/requirement-verdicts';
import { changedVerdicts, worstOfRounds } from '../verdict/rounds';
import type { JudgedScenario, ScenarioRecord } from '../verdict/scenario';
import { onInterruption } from './interruption';
import { Round, type Stop } from './round';
import type { RunRequest } from './run-request';
import { resolveSelection } from './selection';
import type { SuiteSources } from './sources';

interface Rounds {
  records: ScenarioRecord[];
  judged: JudgedScenario[][];
  faults: string[];
  stopped?: Stop;
  firstStart?: number;
}

/**
 * Runs the suite as requested, shows it while it runs, and judges it. Reports are the caller's part.
 * @throws UsageError for a selection or a baseline that names what does not exist.
 */
export async function runSuite(
  request: RunRequest,
  sources: SuiteSources,
  screen: Screen,
): Promise<RunResult> {
  const started = new Date(performance.timeOrigin);
  const rounds = await runRounds(request, sources, screen);
  const judged = worstOfRounds(rounds.judged);
  const changed = changedVerdicts(rounds.judged);
  const { requirements } = sources;
  const { stopped, faults, firstStart } = rounds;
  return {
    request,
    sources,
    started,
    ended: new Date(),
    ...(firstStart !== undefined && { startup: firstStart }),
    rounds: rounds.judged.length,
    judged,
    roundOf: roundsOf(judged, rounds.judged),
    requirements: requirementVerdicts(judged, requirements),
    choices: choicesSeen(rounds.records, sources.choices),
    changed,
    ...(stopped && { stopped }),
    faults,
    exitCode: exitCode({ judged, requirements, stopped, changed: changed.length > 0, faults: faults.length }),
  };
}

async function runRounds(request: RunRequest, sources: SuiteSources, screen: Screen): Promise<Rounds> {
  const selection = resolveSelection(request.selection, sources);
  const all: Rounds = { records: [], judged: [], faults: [] };
  const said = new Set<string>();
  for (let index = 0; index < request.repeat && !all.stopped; index++) {
    const ofRound = requestOfRound(request, index);
    if (request.repeat > 1)
      screen.print(`round ${index + 1} of ${request.repeat}, order ${orderText(ofRound)}`);
    const live = new Live(screen, sources.requirements, said);
    const round = new Round(ofRound, sources, selection, (event) => live.take(event));
    const release = onInterruption({ stop: () => round.stop('interrupted'), kill: () => round.kill() });
    try {
      const records = await round.run(orderText(ofRound));
      all.records.push(...records);
      all.judged.push(applyBaseline(fold(records, sources.requirements), request.baseline));
    } finally {
      release();
      live.close();
    }
    all.faults.push(...round.faults);
    if (round.stopped) all.stopped = round.stopped;
    if (round.firstStart !== undefined) all.firstStart ??= round.firstStart;
  }
  return all;
}

/** Each round has seeds of its own, so that more rounds see more. */
function requestOfRound(request: RunRequest, index: number): RunRequest {
  const { order, parameters } = request;
  const { segmentation } = parameters;
  return {
    ...request,
    order: order.mode === 'random' ? { ...order, seed: order.seed + index } : order,
    parameters: {
      ...parameters,
      segmentation:
        segmentation.mode === 'random' ? { ...segmentation, seed: segmentation.seed + index } : segmentation,
    },
  };
}

function orderText({ order }: RunRequest): string {
  return order.mode === 'random' ? `random:${order.seed}` : order.mode;
}

function roundsOf(
  judged: readonly JudgedScenario[],
  rounds: readonly JudgedScenario[][],
): Map<string, number> {
  return new Map(
    judged.map((one) => [one.scenario.id, rounds.findIndex((round) => round.includes(one)) + 1]),
  );
}
