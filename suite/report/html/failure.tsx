import type { ComponentChildren, JSX } from 'preact';
import { fromHex } from '../../../wire/hex';
import type { Evidence } from '../../evidence';
import type { Results, ScenarioResult } from '../../results/results';
import { frameInWords } from '../frame-view';
import { CopyLine } from '../page/copy-button';
import { FrameFields } from '../page/frame-fields';
import { Inert, InertLines } from '../page/inert-text';
import { VerdictMark } from '../page/verdict-mark';
import type { Share } from './budget';
import { Conversation } from './conversation';
import { linkTo } from './links';
import { Steps } from './steps';

const LONGEST_LINE = 400;
const SHOWN_BYTES = 4096;

interface FailureProps {
  scenario: ScenarioResult;
  results: Results;
  share: Share;
  open: boolean;
}

/** Everything about one scenario that did not go well, under its name. */
export function Failure({ scenario, results, share, open }: FailureProps): JSX.Element {
  const { id, name, verdict, about, requirement, evidence, replay } = scenario;
  return (
    <details class="failure" id={id} open={open} data-verdict={verdict} data-requirement={requirement}>
      <summary>
        <VerdictMark verdict={verdict} />{' '}
        <h4>
          <Inert text={name} longest={LONGEST_LINE} />
        </h4>
        <span class="problem">
          <Inert text={problemOf(scenario)} longest={LONGEST_LINE} />
        </span>
      </summary>
      <div class="failure-body">
        <Facts scenario={scenario} results={results} />
        {evidence?.frame && <OffendingFrame frame={evidence.frame} />}
        {evidence && evidence.conversation.length > 0 && (
          <>
            <h5>Conversation</h5>
            <Conversation evidence={evidence} role={results.role} share={share} />
          </>
        )}
        <h5>Steps</h5>
        <p class="muted place">
          <a href={linkTo(id)}>{id}</a>
          {about !== requirement && (
            <>
              , a scenario of <a href={linkTo(requirement)}>{requirement}</a>
            </>
          )}
        </p>
        <Steps steps={scenario.steps} problem={problemOf(scenario)} />
        {evidence && <Target evidence={evidence} results={results} />}
        <h5>Replay</h5>
        <CopyLine text={replay} what="the line that replays this scenario" />
      </div>
    </details>
  );
}

function problemOf({ evidence, note, fault }: ScenarioResult): string {
  return evidence?.message ?? fault ?? note ?? 'no reason was given';
}

function Fact({ label, children }: { label: string; children: ComponentChildren }): JSX.Element {
  return (
    <>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </>
  );
}

function Facts({ scenario, results }: { scenario: ScenarioResult; results: Results }): JSX.Element {
  const { note, evidence, round, fault } = scenario;
  const words = evidence?.frame && frameInWords(evidence.frame);
  const came = [evidence?.actual, words === evidence?.actual ? undefined : words];
  return (
    <dl class="facts">
      <Fact label="Problem">
        <InertLines text={problemOf(scenario)} longest={LONGEST_LINE} />
      </Fact>
      {evidence?.expected !== undefined && (
        <Fact label="Expected">
          <InertLines text={evidence.expected} longest={LONGEST_LINE} />
        </Fact>
      )}
      {came.some((text) => text !== undefined) && (
        <Fact label="Came">
          <InertLines text={came.filter((text) => text !== undefined).join('\n')} longest={LONGEST_LINE} />
        </Fact>
      )}
      {evidence && note !== undefined && (
        <Fact label="Note">
          <Inert text={note} />
        </Fact>
      )}
      {evidence && fault !== undefined && (
        <Fact label="Fault">
          <InertLines text={fault} longest={LONGEST_LINE} />
        </Fact>
      )}
      {results.parameters.repeat > 1 && <Fact label="Round">{round}</Fact>}
    </dl>
  );
}

function OffendingFrame({ frame }: { frame: NonNullable<Evidence['frame']> }): JSX.Element {
  const bytes = fromHex(frame.hex);
  const shown = bytes.subarray(0, SHOWN_BYTES);
  return (
    <>
      <h5>Bytes</h5>
      <FrameFields type={frame.type} bytes={shown} length={bytes.length} markOffset={frame.markOffset} />
    </>
  );
}

function Target({ evidence, results }: { evidence: Evidence; results: Results }): JSX.Element {
  const { description, state, detail, stderr } = evidence.target;
  const how = state === 'unknown' ? '' : `, ${state.replace('-', ' ')}`;
  return (
    <>
      <h5>{results.role === 'server' ? 'Server' : 'Adapter'}</h5>
      <p class="muted">
        <Inert text={`${description}${how}${detail === undefined ? '' : `: ${detail}`}`} />
      </p>
      {stderr.length > 0 && (
        <>
          <p class="muted">Its standard error at that time:</p>
          <pre>
            <InertLines text={stderr.join('\n')} longest={LONGEST_LINE} />
          </pre>
        </>
      )}
    </>
  );
}
