/**
 * `mqttscope problems FILE...`: prints the problems of capture files, one line each, with an exit code for CI.
 */

import { jsonLine } from '../../base/printable.ts';
import { ruleById } from '../../conventions/rules.ts';
import type { CaptureEvent } from '../../engine/files/events/captureEvents.ts';
import { GroupedNotes } from '../../engine/files/events/groupedNotes.ts';
import type { Lines } from '../../i18n/cli/en/lines.ts';
import { SN_RULE_KEYS, snRuleOf } from '../../mqttsn/reading/snRules.ts';
import { UsageError } from '../cli/errors.ts';
import { englishLines, LANGUAGE } from '../cli/language.ts';
import { LineOutput } from '../cli/lineOutput.ts';
import { command, flag } from '../cli/options.ts';
import { STANDARD_OUTPUT } from '../cli/replacedFile.ts';
import { type CommandSurroundings, parseSubcommand, printNotes } from '../cli/subcommand.ts';
import { EmptyFile, type ReadingPace, readCapture, STANDARD_INPUT } from './captureInput.ts';
import { CaptureSeries } from './captureSeries.ts';
import { Findings, PROBLEMS_SCHEMA } from './findings.ts';
import { Judge } from './judge.ts';
import { FAIL_ON, judgedExit, MUTE } from './judgingOptions.ts';
import {
  JUNIT,
  JUNIT_FAILED_ONLY,
  refuseUnusedJunit,
  reportingFailure,
  writeJunit,
} from './junitFile.ts';
import type { OtherCase } from './junitReport.ts';
import { KEY_LOG, readKeyLog } from './keyLogInput.ts';
import { ASSUME_VERSION, MQTT_PORT, readingChoices } from './readingOptions.ts';
import { refuseSameFile } from './sameFile.ts';
import { SnLines } from './snLines.ts';
import { readSnTopics, SN_TOPICS } from './snTopicsFile.ts';

export const PROBLEMS = command('problems', ['[FILE...]'], {
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
  const isReportPrinted = options.junit === STANDARD_OUTPUT;
  const lines = await surroundings.texts.lines();
  const isForPrograms = options.json || options.junit !== undefined;
  const forPrograms = isForPrograms ? await englishLines() : lines;
  const english = forPrograms.problems;
  const output = new LineOutput(surroundings.output, surroundings.progress);
  if (options.listRules) {
    if (options.json) listRules(output, forPrograms);
    else describeRules(output, lines);
    await output.flush(true);
    return 0;
  }
  const findings = new Findings({
    output: isReportPrinted ? undefined : output,
    words: lines.problems,
    english,
    options,
  });
  const { junit } = options;
  const report = async (others: readonly OtherCase[]): Promise<void> => {
    if (junit === undefined) return;
    const judged = { name: files.join(', '), findings, options, others };
    await writeJunit(junit, judged, english, surroundings.output);
  };
  await reportingFailure(report, async () => {
    const how = {
      keys: await readKeyLog(options.keylog, files.find((file) => file === STANDARD_INPUT) ?? ''),
      choices: readingChoices(options),
    };
    const predefined = await readSnTopics(options.snTopics);
    const sensors = new SnLines(forPrograms.sensors, predefined);
    await readProblems(files, findings, sensors, output, lines, surroundings, how);
  });
  const isForPeople = !options.json && !isReportPrinted;
  for (const line of findings.summary) {
    if (isForPeople) output.line(line);
    else surroundings.notice(line);
  }
  if (options.json && !isReportPrinted) findings.jsonSummary(output);
  await output.flush(true);
  // Written last, so that a full disk does not suppress the lines.
  await report([]);
  return judgedExit(findings, options, lines.problems, surroundings.notice);
}

async function readProblems(
  captures: readonly string[],
  findings: Findings,
  sensors: SnLines,
  output: LineOutput,
  { files }: Lines,
  { notice, progress }: CommandSurroundings,
  how: Pick<ReadingPace, 'keys' | 'choices'>,
): Promise<void> {
  const judge = new Judge(findings);
  const notes = new GroupedNotes();
  const series = new CaptureSeries((event: CaptureEvent) => {
    if (event.kind === 'note') notes.take(event);
    const read = sensors.take(event);
    if (read !== undefined) findings.sensor(read, sensors);
    judge.take(event);
  });
  const pace = { pause: () => output.flush(), progress, ...how };
  for (const file of captures) {
    series.begin();
    if (captures.length > 1) findings.begin(file);
    try {
      await readCapture(file, (event) => series.take(event), pace);
    } catch (error) {
      // An empty file of packet lines gets a verdict, too.
      if (!(error instanceof EmptyFile)) throw error;
      notice(error.message);
    }
  }
  judge.end();
  printNotes(notes, files, notice);
  if (sensors.warning !== undefined) notice(sensors.warning);
  if (findings.judged === 0) notice(files.noWholePacket);
}

/** Prints a line for each rule, and indented below it its statement, its finding and what to do. */
function describeRules(output: LineOutput, { problems: words, sensors }: Lines): void {
  for (const id of words.ruleIds()) {
    const { severity, statement } = ruleById(id);
    const { title, explanation, remedy } = words.rule(id);
    const statements = new Set([statement(4), statement(5)]);
    output.line(`${id.padEnd(34)} ${severity.padEnd(5)} ${title}`);
    output.line(`  ${[...statements].join(', ')}`);
    output.line(`  ${explanation}`);
    output.line(`  ${words.remedy(remedy)}`);
  }
  for (const key of SN_RULE_KEYS) {
    output.line(`${snRuleOf(key).padEnd(40)} ${sensors.title(key)}`);
  }
}

function listRules(output: LineOutput, { problems: english, sensors }: Lines): void {
  for (const id of english.ruleIds()) {
    const { severity, statement } = ruleById(id);
    const { title, explanation, remedy } = english.rule(id);
    const told = {
      schema: PROBLEMS_SCHEMA,
      rule: id,
      severity,
      title,
      statement: { '3.1.1': statement(4), '5.0': statement(5) },
      explanation,
      remedy,
    };
    output.line(jsonLine(told));
  }
  for (const key of SN_RULE_KEYS) {
    const told = { rule: snRuleOf(key), protocol: 'mqttsn', title: sensors.title(key) };
    output.line(jsonLine({ schema: PROBLEMS_SCHEMA, ...told }));
  }
}
