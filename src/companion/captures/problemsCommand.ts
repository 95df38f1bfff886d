/**
 * `mqttscope problems FILE...`: prints the problems of capture files, one line each, with an exit code for CI.
 */

import { jsonLine } from '../../base/printable.ts';
import type { Lines } from '../../i18n/cli/en/lines.ts';
import { UsageError } from '../cli/errors.ts';
import { englishLines, LANGUAGE } from '../cli/language.ts';
import { LineOutput } from '../cli/lineOutput.ts';
import { command, flag } from '../cli/options.ts';
import { STANDARD_OUTPUT } from '../cli/replacedFile.ts';
import { type CommandSurroundings, parseSubcommand } from '../cli/subcommand.ts';
import { captureGroups } from './captureGroups.ts';
import { STANDARD_INPUT } from './captureInput.ts';
import { type FindingCounts, Findings, PROBLEMS_SCHEMA, verdictOf } from './findings.ts';
import { JudgedCapture } from './judgedCapture.ts';
import { exitOfAll, FAIL_ON, MUTE } from './judgingOptions.ts';
import {
  JUNIT,
  JUNIT_FAILED_ONLY,
  type Judged,
  refuseUnusedJunit,
  reportingFailure,
  writeJunit,
} from './junitFile.ts';
import type { OtherCase } from './junitReport.ts';
import { KEY_LOG, readKeyLog } from './keyLogInput.ts';
import { ASSUME_VERSION, MQTT_PORT, readingChoices, SERIES } from './readingOptions.ts';
import { describeRules, listRules } from './ruleList.ts';
import { refuseSameFile } from './sameFile.ts';
import { readSnTopics, SN_TOPICS } from './snTopicsFile.ts';

export const PROBLEMS = command('problems', ['[FILE...]'], {
  series: SERIES,
  failOn: FAIL_ON,
  junit: JUNIT,
  junitFailedOnly: JUNIT_FAILED_ONLY,
  json: flag('--json'),
  mute: MUTE,
  keylog: KEY_LOG,
  mqttPort: MQTT_PORT,
  assumeVersion: ASSUME_VERSION,
  snTopics: SN_TOPICS,
  allowEmpty: flag('--allow-empty'),
  listRules: flag('--list-rules'),
  lang: LANGUAGE,
});

/** Throws `UsageError`, `StartError`. @returns the exit code */
export async function runProblems(
  argv: readonly string[],
  surroundings: CommandSurroundings,
): Promise<number> {
  const parsed = parseSubcommand(PROBLEMS, argv, surroundings);
  if (parsed === 'answered') return 0;
  const options = parsed.values;
  const files = parsed.args;
  refuseUnusedJunit(options);
  if (!options.listRules) {
    if (files.length === 0 || files.includes(''))
      throw new UsageError((say) => say.noArgument('FILE'));
    if (files.filter((file) => file === STANDARD_INPUT).length > 1) {
      throw new UsageError((say) => say.inputTwice);
    }
    await refuseSameFile({
      inputs: [...files, options.keylog, options.snTopics],
      outputs: [STANDARD_OUTPUT, options.junit],
    });
  }
  const lines = await surroundings.texts.lines();
  const isForPrograms = options.json || options.junit !== undefined;
  const forPrograms = isForPrograms ? await englishLines() : lines;
  const output = new LineOutput(surroundings.output, surroundings.progress);
  if (options.listRules) {
    if (options.json) listRules(output, forPrograms);
    else describeRules(output, lines);
    await output.flush(true);
    return 0;
  }
  const captures: JudgedCapture[] = [];
  const { junit } = options;
  const report = async (reports: readonly Judged[]): Promise<void> => {
    if (junit === undefined) return;
    await writeJunit(junit, reports, forPrograms.problems, surroundings.output);
  };
  const isReportPrinted = junit === STANDARD_OUTPUT;
  const telling = { words: lines.problems, english: forPrograms.problems, options };
  const reportFailure = async (others: readonly OtherCase[]): Promise<void> => {
    const findings = new Findings({ ...telling, output: undefined });
    const [first = { name: files.join(', '), findings, options }] = captures.map(reportOf);
    await report([{ ...first, others }, ...captures.slice(1).map(reportOf)]);
  };
  await reportingFailure(reportFailure, async () => {
    const { notice, progress } = surroundings;
    const capture = files.find((file) => file === STANDARD_INPUT) ?? '';
    const judging = {
      telling: { ...telling, output: isReportPrinted ? undefined : output },
      options,
      output,
      isReportPrinted,
      lines,
      forPrograms,
      predefined: await readSnTopics(options.snTopics),
      pace: {
        progress,
        keys: await readKeyLog(options.keylog, capture),
        choices: readingChoices(options),
      },
      notice,
      isOneFile: files.length === 1,
    };
    const texts = { words: lines.series, notice };
    const groups = await captureGroups(files, options.series, texts, progress);
    for (const group of groups) {
      const one = new JudgedCapture(group, { ...judging, isAlone: groups.length === 1 });
      captures.push(one);
      await one.judge();
    }
  });
  const exit = exitOfAll(captures.map((capture) => capture.exit));
  if (files.length > 1) {
    for (const line of sharedConnections(captures, lines)) surroundings.notice(line);
    const total = totalOf(captures);
    const said = lines.series.total(
      captures.length,
      captures.length - total.readable,
      verdictOf(total.counts, lines.problems),
    );
    const isForPeople = !options.json && !isReportPrinted;
    // One capture has its own summary.
    if (captures.length > 1 && isForPeople) output.line(said);
    else if (captures.length > 1) surroundings.notice(said);
    if (options.json && !isReportPrinted) output.line(jsonTotal(captures.length, total, exit));
  }
  await output.flush(true);
  // Written last, so that a full disk does not suppress the lines.
  await report(captures.map(reportOf));
  return exit;
}

const reportOf = (capture: JudgedCapture): Judged => capture.report;

interface Total {
  readonly counts: FindingCounts;
  /** Captures that could be read. */
  readonly readable: number;
}

function totalOf(captures: readonly JudgedCapture[]): Total {
  const read = captures.filter(({ isRead }) => isRead).map(({ findings }) => findings.counts);
  const sum = (key: keyof FindingCounts): number => read.reduce((all, one) => all + one[key], 0);
  const counts = {
    packets: sum('packets'),
    judged: sum('judged'),
    errors: sum('errors'),
    warnings: sum('warnings'),
    notes: sum('notes'),
  };
  return { counts, readable: read.length };
}

function jsonTotal(captures: number, { counts, readable }: Total, exit: number): string {
  const unreadable = captures - readable;
  return jsonLine({
    schema: PROBLEMS_SCHEMA,
    kind: 'total',
    captures,
    unreadable,
    ...counts,
    exit,
  });
}

/** Names the captures that were judged apart and probably are files of one series. */
function sharedConnections(captures: readonly JudgedCapture[], { series }: Lines): string[] {
  const said: string[] = [];
  const named = new Set<JudgedCapture>();
  for (const first of captures) {
    if (named.has(first)) continue;
    const together = [first];
    let shared: string | undefined;
    // Each capture of the group may lead to others.
    for (const one of together) {
      for (const other of captures) {
        if (together.includes(other) || one.series === other.series) continue;
        const ends = one.ends?.sharedWith(other.ends) ?? other.ends?.sharedWith(one.ends);
        if (ends === undefined) continue;
        shared ??= ends;
        together.push(other);
      }
    }
    for (const one of together) named.add(one);
    if (shared !== undefined) {
      const ordered = captures.filter((one) => together.includes(one));
      said.push(
        series.shared(
          ordered.flatMap(({ files }) => files),
          shared,
        ),
      );
    }
  }
  return said;
}
