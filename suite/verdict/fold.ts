import { examine, type Finding } from './judge';
import { violationLevel } from './level';
import { Needs } from './needs';
import { byPlace, type JudgedScenario, type Requirements, type ScenarioRecord } from './scenario';

type Violation = Extract<Finding, { kind: 'violation' }>;

/**
 * Judges all scenarios of a run together, so that one bug is one failure. The result is in canonical order
 * and does not depend on the order of `scenarios`.
 *
 * A violation is about the requirement that was seen broken (Q), which need not be the scenario's own (R):
 * - Q, or R, needs a requirement that has failed: BLOCKED by the one that lies deepest;
 * - the scenario alone needs (by its tag) one that has failed in scenarios without such a tag: BLOCKED by it;
 * - Q is R: FAIL (or WARN, by Q's level), each scenario;
 * - some scenario of Q's own has failed: BLOCKED by Q;
 * - Q is only presumed, because something did not come, and Q's own scenarios hold: the next likely one is taken for Q, where
 *   its own scenarios have failed, and else R is broken;
 * - else the first in canonical order is the FAIL or WARN for Q, and the others are BLOCKED by Q.
 */
export function fold(scenarios: readonly ScenarioRecord[], requirements: Requirements): JudgedScenario[] {
  const findings = [...scenarios].sort(byPlace).map((scenario) => examine(scenario, requirements));
  const violations = findings.filter((finding): finding is Violation => finding.kind === 'violation');
  const choices = dropPresumptions(violations, findings, requirements);
  const judged = foldWithTags(
    violations.filter(({ scenario }) => !choices.has(scenario)),
    requirements,
  );
  for (const [scenario, one] of choices) judged.set(scenario, one);
  const roots = rootsOf(judged.values());
  return findings.map((finding) => {
    if (finding.kind === 'settled') return finding.judged;
    if (finding.kind === 'blocked') return block(finding, roots);
    return judged.get(finding.scenario) as JudgedScenario;
  });
}

/**
 * A presumed reason that its own scenarios do not bear out is none: then the scenario's own requirement is
 * broken. Where that is a choice, which cannot be, and something else is broken, nothing can be told of the scenario;
 * those are given back, with that verdict.
 */
function dropPresumptions(
  violations: readonly Violation[],
  findings: readonly Finding[],
  requirements: Requirements,
): Map<ScenarioRecord, JudgedScenario> {
  const suspicion = suspicionsIn(violations);
  const bearsOut = (violation: Violation): boolean =>
    violation.scenario.requirement === violation.about && suspicion(violation) === undefined;
  const broken = new Set(violations.filter(bearsOut).map(({ about }) => about));
  const held = new Set(
    findings.flatMap((finding) =>
      finding.kind === 'settled' && finding.judged.verdict === 'PASS'
        ? [finding.judged.scenario.requirement]
        : [],
    ),
  );
  const isRefuted = ({ presumed, about }: Violation): boolean =>
    presumed && !broken.has(about) && held.has(about);
  for (const violation of violations.filter(isRefuted)) {
    const { otherwise } = violation;
    if (otherwise !== undefined && broken.has(otherwise)) violation.about = otherwise;
  }
  const refuted = violations.filter(isRefuted);
  const isChoice = ({ scenario }: Violation): boolean =>
    violationLevel(scenario.requirement, requirements) === undefined;
  const choices = refuted.filter(isChoice);
  for (const violation of refuted) if (!isChoice(violation)) violation.about = violation.scenario.requirement;
  if (choices.length === violations.length) return new Map();
  return new Map(choices.map(({ scenario, about }) => [scenario, untold(scenario, about)]));
}

function untold(scenario: ScenarioRecord, about: string): JudgedScenario {
  const note = `what did not come is what ${about} demands, which holds by its own scenarios; something else is broken`;
  return { scenario, verdict: 'INCONCLUSIVE', about: scenario.requirement, note };
}

/**
 * Blocks what may have failed for what it alone needs: that has failed in scenarios that need nothing of their own. So
 * two requirements whose scenarios need each other cannot hide one another.
 */
function foldWithTags(
  violations: readonly Violation[],
  requirements: Requirements,
): Map<ScenarioRecord, JudgedScenario> {
  const suspicion = suspicionsIn(violations);
  const clear = violations.filter((violation) => suspicion(violation) === undefined);
  const judged = foldViolations(clear, requirements);
  const roots = rootsOf(judged.values());
  for (const violation of violations) {
    const by = suspicion(violation);
    if (by !== undefined) judged.set(violation.scenario, blocked(violation.scenario, roots.get(by) ?? by));
  }
  return judged;
}

/** Of what a scenario alone needs, that which has failed in a scenario of its own that needs nothing that has failed so. */
function suspicionsIn(violations: readonly Violation[]): (violation: Violation) => string | undefined {
  const own = violations.filter(({ scenario, about }) => scenario.requirement === about);
  const hurt = new Set(own.map(({ about }) => about));
  const isClear = ({ scenario }: Violation): boolean => !scenario.needs?.some((id) => hurt.has(id));
  const failing = new Set(own.filter(isClear).map(({ about }) => about));
  return ({ scenario }) => scenario.needs?.find((id) => failing.has(id));
}

/**
 * Goes through the broken requirements from those that need least: whatever blocks a scenario has been
 * shown as a failure before, so that nothing can be blocked in a circle, and the first is never blocked.
 */
function foldViolations(
  violations: readonly Violation[],
  requirements: Requirements,
): Map<ScenarioRecord, JudgedScenario> {
  const needs = new Needs(requirements);
  const judged = new Map<ScenarioRecord, JudgedScenario>();
  const failed: string[] = [];
  for (const about of inOrder(violations, needs)) {
    const open: ScenarioRecord[] = [];
    for (const { scenario } of violations.filter((violation) => violation.about === about)) {
      const blocker = failed.find((id) => needs.of(about).has(id) || needs.of(scenario.requirement).has(id));
      if (blocker) judged.set(scenario, blocked(scenario, blocker));
      else open.push(scenario);
    }
    if (open.length > 0) failed.push(about);
    const own = open.filter((scenario) => scenario.requirement === about);
    const shown = new Set(own.length > 0 ? own : open.slice(0, 1));
    const verdict = violationLevel(about, requirements) ?? 'INCONCLUSIVE';
    for (const scenario of open) {
      judged.set(
        scenario,
        shown.has(scenario) ? failure(scenario, about, verdict) : blocked(scenario, about),
      );
    }
  }
  return judged;
}

/** Those that need least first; behind them those of which there is only a presumption, for want of their own scenarios. */
function inOrder(violations: readonly Violation[], needs: Needs): string[] {
  const isSeen = ({ scenario, about, presumed }: Violation): boolean =>
    !presumed || scenario.requirement === about;
  const seen = new Set(violations.filter(isSeen).map(({ about }) => about));
  const others = violations.map(({ about }) => about).filter((about) => !seen.has(about));
  return [...needs.inOrder([...seen]), ...needs.inOrder(others)];
}

function failure(
  scenario: ScenarioRecord,
  about: string,
  verdict: JudgedScenario['verdict'],
): JudgedScenario {
  if (about === scenario.requirement) return { scenario, verdict, about };
  return { scenario, verdict, about, note: `breaks ${about}, met while checking ${scenario.requirement}` };
}

function blocked(scenario: ScenarioRecord, by: string): JudgedScenario {
  return { scenario, verdict: 'BLOCKED', about: scenario.requirement, blockedBy: by };
}

/** Every requirement that was seen broken, with the one whose failure is shown for it. */
function rootsOf(judged: Iterable<JudgedScenario>): Map<string, string> {
  const roots = new Map<string, string>();
  for (const { scenario, verdict, about, blockedBy } of judged) {
    if (verdict === 'FAIL' || verdict === 'WARN') roots.set(about, about);
    else if (blockedBy) {
      const seen = scenario.evidence?.blames ?? scenario.requirement;
      if (!roots.has(seen)) roots.set(seen, blockedBy);
    }
  }
  return roots;
}

/** A scenario that was not run is BLOCKED when what it names has failed, else nothing is known. */
function block(finding: Extract<Finding, { kind: 'blocked' }>, roots: Map<string, string>): JudgedScenario {
  const { scenario, by } = finding;
  const root = roots.get(by);
  if (root) return blocked(scenario, root);
  const note = `not run: it needs ${by}, which was seen not to hold, but no failure of that was shown`;
  return { scenario, verdict: 'INCONCLUSIVE', about: scenario.requirement, note };
}
