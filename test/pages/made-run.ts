import { loadRequirements, loadSections, type Requirement } from '../../spec';
import type { Evidence } from '../../suite/evidence';
import type { RunResult } from '../../suite/report/run-result';
import type { Results } from '../../suite/results/results';
import { resultsOf } from '../../suite/results/results-of';
import type { SuiteSources } from '../../suite/run/sources';
import { choicesSeen } from '../../suite/verdict/choices';
import { requirementVerdicts } from '../../suite/verdict/requirement-verdicts';
import type { JudgedScenario, ScenarioRecord } from '../../suite/verdict/scenario';
import type { Verdict } from '../../suite/verdict/verdict';
import { encodeBroadcastResponse } from '../../wire';
import { REQUEST } from '../suite/fixtures/run-result';
import { hostile } from './hostile';
import { bytesOf, conversationOf, type Words } from './made-conversation';

/** What a run is made of that nobody ran. */
export interface Made {
  scenarios: number;
  /** How many of them fail, each under another requirement while there are some. */
  failures?: number;
  blocked?: number;
  /** Entries of each failure's conversation; 60 unless told. */
  entries?: number;
  /** Everything that a target can say is an attack. */
  isHostile?: boolean;
}

/** Results of a run on a server, of any size. The same input gives the same results. */
export function madeResults(made: Made): Results {
  let said = 0;
  const words: Words = (plain) => (made.isHostile ? hostile(said++) : plain);
  const requirements = loadRequirements().filter(({ roles }) => roles.includes('server'));
  const judged = Array.from({ length: made.scenarios }, (_, index) => {
    const requirement = requirements[index % requirements.length];
    if (!requirement) throw new Error('no requirements');
    return judge(index, requirement, made, words);
  });
  return resultsOf(runOf(judged, made, words), { name: 'cosp-conformance', version: '0.0.0' });
}

function runOf(judged: JudgedScenario[], made: Made, words: Words): RunResult {
  const byId = new Map(loadRequirements().map((one) => [one.id, one]));
  const sources = { role: 'server', requirements: byId, sections: loadSections() } as unknown as SuiteSources;
  return {
    request: REQUEST,
    sources,
    started: new Date('2024-05-06T07:08:09.000Z'),
    ended: new Date('2024-05-06T07:08:39.500Z'),
    rounds: 1,
    judged,
    roundOf: new Map(),
    requirements: requirementVerdicts(judged, byId),
    choices: choicesSeen(
      judged.map(({ scenario }) => scenario),
      [{ id: 'COSP-2.1-7', question: 'Does the list hold the newcomer itself, as in `-5 "alice"`?' }],
    ),
    changed: [],
    faults: made.isHostile ? [words('')] : [],
    exitCode: made.failures ? 1 : 0,
  };
}

function judge(index: number, requirement: Requirement, made: Made, words: Words): JudgedScenario {
  const { failures = 0, blocked = 0 } = made;
  const verdict: Verdict = index < failures ? 'FAIL' : index < failures + blocked ? 'BLOCKED' : 'PASS';
  const scenario = recordOf(index, requirement, verdict, made, words);
  const blockedBy = verdict === 'BLOCKED' ? { blockedBy: 'COSP-1-1' } : {};
  return { scenario, verdict, about: requirement.id, ...blockedBy };
}

function recordOf(
  index: number,
  { id }: Requirement,
  verdict: Verdict,
  made: Made,
  words: Words,
): ScenarioRecord {
  const uri = `features/server/made-${index % 7}.feature`;
  const failed = verdict === 'FAIL';
  return {
    id: `${uri}:${index}`,
    uri,
    line: index,
    name: words(`scenario number ${index}`),
    feature: 'made',
    requirement: id,
    steps: [
      { keyword: 'Given', text: '"alice" and "bob" are registered', status: 'PASSED', duration: 3 },
      { keyword: 'When', text: words('"alice" writes to everybody'), status: 'PASSED', duration: 1 },
      {
        keyword: 'Then',
        text: '"alice" receives nothing',
        status: failed ? 'FAILED' : 'PASSED',
        duration: 2,
        ...(failed && { message: words('another message of the step') }),
      },
    ],
    state: 'finished',
    duration: 10 + index,
    evidence: failed ? evidenceOf(index, id, made, words) : passed(id, index),
  };
}

function passed(requirement: string, index: number): Evidence {
  return {
    requirement,
    outcome: 'passed',
    choices: index % 50 === 49 ? [{ id: 'COSP-2.1-7', option: 'present' }] : [],
    conversation: [],
    omitted: 0,
    target: { description: './server', state: 'running', stderr: [] },
  };
}

function evidenceOf(index: number, requirement: string, made: Made, words: Words): Evidence {
  const bytes = encodeBroadcastResponse(-4, bytesOf(words('hello')));
  return {
    requirement,
    outcome: 'violation',
    message: words(`"alice" got a frame that nothing called for, number ${index}`),
    expected: words('no such frame'),
    actual: words('response 2 (broadcast) from -4, 5 bytes "hello"'),
    frame: { type: 'server_response', hex: bytes.toString('hex'), markOffset: 3 },
    choices: [{ id: 'COSP-2.1-7', option: words('present') }],
    conversation: conversationOf(made.entries ?? 60, words, bytes),
    omitted: index === 0 ? 12 : 0,
    target: {
      description: words('./server 4711 (pid 4712)'),
      state: 'running',
      stderr: [words('a line'), words('more')],
    },
  };
}
