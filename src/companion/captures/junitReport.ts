/** Writes problems as JUnit XML for CI systems, with one test case for each rule that could be judged. */

import { printable } from '../../base/printable.ts';
import type { ProblemRule } from '../../engine/findings/problem.ts';

/** Findings of one rule. */
interface RuleFindings {
  readonly count: number;
  /** The first findings, one line each. */
  readonly lines: readonly string[];
  /** File of the first finding, if there are several files. */
  readonly file?: string;
}

type NamedRule = Pick<ProblemRule, 'id' | 'severity'>;

/** A test case that is not a rule. */
export interface OtherCase {
  readonly name: string;
  /** Undefined: passed. */
  readonly failure: string | undefined;
}

export interface JunitReport {
  /** Name of the checked file, or the command. */
  readonly name: string;
  /** Seconds that the capture covers. */
  readonly seconds: number;
  readonly rules: readonly NamedRule[];
  readonly titleOf: (rule: string) => string;
  readonly findings: ReadonlyMap<string, RuleFindings>;
  /** Muted rules. */
  readonly muted: ReadonlySet<string>;
  /** Whether a problem of that severity fails its test case. */
  readonly fails: (severity: ProblemRule['severity']) => boolean;
  /** True if the capture continues after the checked part, which is an error. */
  readonly isCutOff: boolean;
  /** Tells how many packets no rule judged, and why. */
  readonly notJudged?: string | undefined;
  /** Set if there was no packet, so no rule was checked. That is an error, with its reason, unless it is allowed. */
  readonly nothingJudged?: { readonly reason: string } | 'allowed' | undefined;
  readonly others?: readonly OtherCase[];
  /** Omits test cases that did not fail. */
  readonly failedOnly?: boolean;
}

/** Characters that XML 1.0 cannot contain, even escaped. */
const UNHOLDABLE = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

function escaped(text: string): string {
  return printable(text)
    .replace(UNHOLDABLE, '\ufffd')
    .replace(/[&<>"]/g, (character) => ENTITIES[character] ?? '');
}

interface TestCase {
  readonly name: string;
  readonly result: 'passed' | 'failure' | 'error' | 'skipped';
  /** Escaped XML within the test case. */
  readonly content: string;
  readonly file?: string | undefined;
}

type Result = TestCase['result'];

interface Suite {
  readonly name: string;
  readonly seconds: number;
  readonly cases: readonly TestCase[];
}

/** Has a suite for each report. */
export function junitReport(reports: readonly JunitReport[]): string {
  const suites = reports.map(suiteOf);
  const all = suites.flatMap(({ cases }) => cases);
  const seconds = suites.reduce((sum, suite) => sum + suite.seconds, 0);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="mqttscope problems" ${countsOf(all, seconds)}>`,
    ...suites.flatMap(suiteLines),
    '</testsuites>',
    '',
  ].join('\n');
}

function countsOf(cases: readonly TestCase[], seconds: number): string {
  const numberOf = (wanted: Result): number =>
    cases.filter(({ result }) => result === wanted).length;
  return `tests="${cases.length}" failures="${numberOf('failure')}" errors="${numberOf('error')}" skipped="${numberOf('skipped')}" time="${seconds.toFixed(3)}"`;
}

function suiteLines({ name, seconds, cases }: Suite): readonly string[] {
  return [
    `  <testsuite name="${escaped(name)}" ${countsOf(cases, seconds)}>`,
    ...cases.map((one) => {
      const head = `    <testcase classname="${escaped(one.file ?? name)}" name="${escaped(one.name)}"`;
      return one.content === '' ? `${head}/>` : `${head}>${one.content}</testcase>`;
    }),
    '  </testsuite>',
  ];
}

function suiteOf(report: JunitReport): Suite {
  const { name, seconds, rules, others = [], failedOnly = false } = report;
  const all = [
    ...(typeof report.nothingJudged === 'object' ? [noPackets(report.nothingJudged.reason)] : []),
    ...(report.isCutOff ? [IS_CUT_OFF] : []),
    ...(report.notJudged === undefined ? [] : [leftOut(report.notJudged)]),
    ...others.map(otherCase),
    ...rules.map((rule) => ruleCase(rule, report)),
  ];
  const failed = all.filter(({ result }) => result === 'failure' || result === 'error');
  // CI systems reject a report without test cases.
  const kept = failedOnly ? failed : all;
  const cases = kept.length > 0 ? kept : [failedOnly ? NOTHING_FAILED : NOTHING_JUDGED];
  return { name, seconds, cases };
}

const NOTHING_FAILED: TestCase = { name: 'all-rules', result: 'passed', content: '' };

const NOTHING_JUDGED: TestCase = {
  name: 'packets-to-judge',
  result: 'skipped',
  content: '<skipped/>',
};

const noPackets = (reason: string): TestCase => ({
  name: 'packets-to-judge',
  result: 'error',
  content: `<error message="No packet could be checked" type="empty">${escaped(reason)}</error>`,
});

const IS_CUT_OFF: TestCase = {
  name: 'whole-capture',
  result: 'error',
  content:
    '<error message="The capture is truncated" type="cut-off">Only the packets before the cut were checked.</error>',
};

const leftOut = (notJudged: string): TestCase => ({
  name: 'every-packet-judged',
  result: 'skipped',
  content: `<skipped message="${escaped(notJudged)}"/>`,
});

const otherCase = ({ name, failure }: OtherCase): TestCase =>
  failure === undefined
    ? { name, result: 'passed', content: '' }
    : { name, result: 'failure', content: `<failure message="${escaped(failure)}"/>` };

/** A rule with findings counts as checked, even without a complete packet. */
function isSkipped({ id }: NamedRule, { findings, muted, nothingJudged }: JunitReport): boolean {
  return muted.has(id) || (nothingJudged !== undefined && !findings.has(id));
}

function ruleCase(rule: NamedRule, report: JunitReport): TestCase {
  const { findings, fails, titleOf } = report;
  const { id, severity } = rule;
  const found = findings.get(id);
  if (isSkipped(rule, report)) return { name: id, result: 'skipped', content: '<skipped/>' };
  if (found === undefined) return { name: id, result: 'passed', content: '' };
  const { count, lines, file } = found;
  const more = count > lines.length ? [`and ${count - lines.length} more`] : [];
  const text = [...lines, ...more].map(escaped).join('\n');
  if (!fails(severity)) {
    return { name: id, result: 'passed', content: `<system-out>${text}</system-out>`, file };
  }
  const times = count === 1 ? '' : ` (${count} times)`;
  const message = `message="${escaped(titleOf(id))}${times}" type="${severity}"`;
  return { name: id, result: 'failure', content: `<failure ${message}>${text}</failure>`, file };
}
