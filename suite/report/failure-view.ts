import type { Evidence } from '../evidence';
import type { Results, ScenarioResult } from '../results/results';
import { conversationLines } from './conversation-view';
import { frameInWords, frameLines } from './frame-view';
import { inert, inertLines } from './inert';
import { labelled, wrap } from './prose';
import { paint, type Screen } from './screen';

const LABEL = 10;
const INDENT = 2;

/** Everything about one scenario that did not go well, as lines. */
export function failureLines(one: ScenarioResult, results: Results, screen: Screen): string[] {
  const { verdict, about, note, evidence, fault } = one;
  const requirement = results.specification.requirements.find(({ id }) => id === about);
  const prose = (text: string): string[] => wrap(inert(text), screen.columns - INDENT - LABEL);
  const block = (label: string, lines: readonly string[]): string[] => labelled(label, lines, INDENT, LABEL);
  const { palette } = screen;
  return [
    `${paint(palette, verdict, palette.bold(verdict))} ${palette.bold(inert(about))}${requirement ? ` (${requirement.level})` : ''}`,
    ...(requirement ? block('', prose(requirement.statement)) : []),
    ...block('scenario', [...prose(one.name), palette.dim(inert(one.id))]),
    ...(results.parameters.repeat > 1 ? block('round', [String(one.round)]) : []),
    ...(evidence && note !== undefined ? block('note', prose(note)) : []),
    ...(evidence ? evidenceLines(evidence, block, prose, results) : []),
    ...(evidence ? [] : block('problem', inertLines(fault ?? note ?? 'not told'))),
    ...block('replay', [inert(one.replay)]),
  ];
}

type Block = (label: string, lines: readonly string[]) => string[];
type Prose = (text: string) => string[];

function evidenceLines(evidence: Evidence, block: Block, prose: Prose, results: Results): string[] {
  const { role } = results;
  const { message, expected, actual, frame, conversation } = evidence;
  const words = frame && frameInWords(frame);
  const came = [actual, words === actual ? undefined : words].filter((text) => text !== undefined);
  const indented = (lines: string[]): string[] => lines.map((line) => ' '.repeat(INDENT + 2) + line);
  return [
    ...(message === undefined ? [] : block('problem', message.split('\n').flatMap(prose))),
    ...(expected === undefined ? [] : block('expected', expected.split('\n').flatMap(prose))),
    ...block('came', came.flatMap((text) => text.split('\n')).flatMap(prose)),
    ...(frame ? ['', ...indented(frameLines(frame)), ''] : []),
    ...(conversation.length > 0 ? [`  conversation (-> to the ${role}, <- from it)`] : []),
    ...indented(conversationLines(evidence, results.parameters.verbose)),
    ...targetLines(evidence, role === 'server' ? 'server' : 'adapter', block),
  ];
}

function targetLines({ target }: Evidence, label: string, block: Block): string[] {
  const detail = target.detail === undefined ? '' : `: ${target.detail}`;
  const state = target.state === 'unknown' ? '' : `, ${target.state.replace('-', ' ')}`;
  return [
    ...block(label, [inert(`${target.description}${state}${detail}`)]),
    ...block('stderr', target.stderr.map(inert)),
  ];
}
