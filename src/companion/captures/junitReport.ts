/** Writes problems as JUnit XML for CI systems, with one test case for each rule. */

import { printable } from '../../base/printable.ts';
import type { ProblemRule } from '../../engine/findings/problem.ts';

/** Findings of one rule. */
interface RuleFindings {
  readonly count: number;
  /** The first findings, one line each. */
  readonly lines: readonly string[];
}

type NamedRule = Pick<ProblemRule, 'id' | 'severity'>;

export interface JunitReport {
  /** Name of the checked file. */
  readonly name: string;
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
  /** Set if there was no packet, so no rule was checked. That is an error unless it is allowed. */
  readonly nothingJudged?: 'error' | 'allowed' | undefined;
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

export function junitReport(report: JunitReport): string {
  const { name, rules, findings, muted, fails, nothingJudged, isCutOff } = report;
  const failed = rules.filter(
    ({ id, severity }) => findings.has(id) && !muted.has(id) && fails(severity),
  );
  const errors = [
    ...(nothingJudged === 'error' ? [NOTHING_JUDGED] : []),
    ...(isCutOff ? [IS_CUT_OFF] : []),
  ];
  const left = report.notJudged === undefined ? [] : [leftOut(report.notJudged)];
  const unjudged = rules.filter((rule) => isSkipped(rule, report)).length + left.length;
  const tests = rules.length + errors.length + left.length;
  const counts = `tests="${tests}" failures="${failed.length}" errors="${errors.length}" skipped="${unjudged}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="mqttscope problems" ${counts}>`,
    `  <testsuite name="${escaped(name)}" ${counts}>`,
    ...errors,
    ...left,
    ...rules.map((rule) => testCase(rule, report)),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

const NOTHING_JUDGED =
  '    <testcase classname="mqttscope.problems" name="packets-to-judge"><error message="No packet could be checked" type="empty">The capture has no complete MQTT control packet that can be read.</error></testcase>';

const leftOut = (notJudged: string): string =>
  `    <testcase classname="mqttscope.problems" name="every-packet-judged"><skipped message="${escaped(notJudged)}"/></testcase>`;

const IS_CUT_OFF =
  '    <testcase classname="mqttscope.problems" name="whole-capture"><error message="The capture is truncated" type="cut-off">Only the packets before the cut were checked.</error></testcase>';

/** A rule with findings counts as checked, even without a complete packet. */
function isSkipped({ id }: NamedRule, { findings, muted, nothingJudged }: JunitReport): boolean {
  return muted.has(id) || (nothingJudged !== undefined && !findings.has(id));
}

function testCase(rule: NamedRule, report: JunitReport): string {
  const { findings, fails, titleOf } = report;
  const { id, severity } = rule;
  const head = `    <testcase classname="mqttscope.problems.${severity}" name="${escaped(id)}"`;
  const found = findings.get(id);
  if (isSkipped(rule, report)) return `${head}><skipped/></testcase>`;
  if (found === undefined) return `${head}/>`;
  const { count, lines } = found;
  const more = count > lines.length ? [`and ${count - lines.length} more`] : [];
  const text = [...lines, ...more].map(escaped).join('\n');
  if (!fails(severity)) return `${head}><system-out>${text}</system-out></testcase>`;
  const times = count === 1 ? '' : ` (${count} times)`;
  const message = `message="${escaped(titleOf(id))}${times}" type="${severity}"`;
  return `${head}><failure ${message}>${text}</failure></testcase>`;
}
