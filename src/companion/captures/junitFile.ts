/** Options and output of JUnit files. */
import type { Writable } from 'node:stream';
import { ruleById } from '../../conventions/rules.ts';
import type { ProblemRule } from '../../engine/findings/problem.ts';
import type { Lines } from '../../i18n/cli/en/lines.ts';
import { StartError, UsageError } from '../cli/errors.ts';
import { anyText, flag, one } from '../cli/options.ts';
import { openReplacedFile, STANDARD_OUTPUT } from '../cli/replacedFile.ts';
import { type FailOn, type Findings, LEVELS } from './findings.ts';
import { type JunitReport, junitReport, type OtherCase } from './junitReport.ts';

export const JUNIT = one('--junit <FILE>', anyText);
export const JUNIT_FAILED_ONLY = flag('--junit-failed-only');

/** Refuses to ignore an option. Throws `UsageError`. */
export function refuseUnusedJunit(options: {
  readonly junit?: string | undefined;
  readonly junitFailedOnly: boolean;
}): void {
  if (options.junitFailedOnly && options.junit === undefined) {
    throw new UsageError((say) => say.needsBeside('--junit-failed-only', ['--junit']));
  }
}

export interface Judged {
  /** Name of the checked capture, or the command. */
  readonly name: string;
  readonly findings: Findings;
  readonly options: {
    readonly mute: readonly string[];
    readonly failOn: FailOn;
    readonly allowEmpty: boolean;
    readonly junitFailedOnly: boolean;
  };
  readonly others?: readonly OtherCase[];
  /** Why no packet could be judged; default: the capture has none. */
  readonly unjudgedReason?: string | undefined;
}

const NO_PACKETS = 'The capture has no complete MQTT control packet that can be read.';

/**
 * Does the work. A failure of it becomes a failed test case, because CI would take the report of an earlier run for
 * that of this one.
 */
export async function reportingFailure<Result>(
  report: (others: readonly OtherCase[]) => Promise<void>,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof StartError) {
      await report([{ name: 'completed', failure: error.message }]);
    }
    throw error;
  }
}

/** Writes a suite for each capture. @param to `-`: `output`. Throws `StartError`. */
export async function writeJunit(
  to: string,
  judged: readonly Judged[],
  english: Lines['problems'],
  output: Writable,
): Promise<void> {
  const report = junitReport(judged.map((one) => reportOf(one, english)));
  if (to === STANDARD_OUTPUT) {
    output.write(report);
    return;
  }
  const replaced = await openReplacedFile(to);
  replaced.stream.write(report);
  await replaced.finish();
}

function reportOf(
  { name, findings, options, others = [], unjudgedReason = NO_PACKETS }: Judged,
  english: Lines['problems'],
): JunitReport {
  const { ofRule, sensorRules, packets, judged, unjudged, isCutOff, seconds } = findings;
  const isJudged = (rule: ProblemRule): boolean =>
    ofRule.has(rule.id) || (judged > 0 && findings.evidence.allows(rule));
  return {
    name,
    seconds,
    rules: [...english.ruleIds().map(ruleById).filter(isJudged), ...sensorRules.values()],
    titleOf: (rule) => sensorRules.get(rule)?.title ?? english.rule(rule).title,
    findings: ofRule,
    muted: new Set(options.mute),
    fails: (severity) => LEVELS[severity] >= LEVELS[options.failOn],
    isCutOff,
    notJudged: unjudged.size > 0 ? english.notJudged(packets, unjudged) : undefined,
    nothingJudged:
      judged > 0 ? undefined : options.allowEmpty ? 'allowed' : { reason: unjudgedReason },
    others,
    failedOnly: options.junitFailedOnly,
  };
}
