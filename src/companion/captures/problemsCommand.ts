/**
 * `mqttscope problems FILE`: prints the problems of a capture file, one line each, with an exit code for CI.
 */

import type { Writable } from 'node:stream';
import { jsonLine, printable } from '../../base/printable.ts';
import { CONVENTIONS } from '../../conventions/conventions.ts';
import { ALL_RULES, ruleById } from '../../conventions/rules.ts';
import type { CaptureEvent, ReadPacket } from '../../engine/files/events/captureEvents.ts';
import { GroupedNotes } from '../../engine/files/events/groupedNotes.ts';
import { PassingCapture } from '../../engine/files/report/passingCapture.ts';
import type { FoundProblem, ProblemSeverity } from '../../engine/findings/problem.ts';
import type { Unjudged } from '../../engine/problems/unjudged.ts';
import type { Lines } from '../../i18n/cli/en/lines.ts';
import type { SnRead } from '../../mqttsn/reading/snConversation.ts';
import { SN_RULE_KEYS, SN_RULES, snRuleOf } from '../../mqttsn/reading/snRules.ts';
import { UsageError } from '../cli/errors.ts';
import { englishLines, LANGUAGE } from '../cli/language.ts';
import { LineOutput } from '../cli/lineOutput.ts';
import {
  anyText,
  choice,
  command,
  flag,
  type Kind,
  many,
  one,
  type Values,
} from '../cli/options.ts';
import { openReplacedFile, STANDARD_OUTPUT } from '../cli/replacedFile.ts';
import { type CommandSurroundings, parseSubcommand, printNotes } from '../cli/subcommand.ts';
import { EmptyFile, type ReadingPace, readCapture } from './captureInput.ts';
import { junitReport } from './junitReport.ts';
import { KEY_LOG, readKeyLog } from './keyLogInput.ts';
import { ASSUME_VERSION, MQTT_PORT, readingChoices } from './readingOptions.ts';
import { refuseSameFile } from './sameFile.ts';
import { levelOf, SnLines } from './snLines.ts';
import { readSnTopics, SN_TOPICS } from './snTopicsFile.ts';

const rule: Kind<string> = {
  read: (text) => {
    if (ALL_RULES.has(text) || SN_RULES.has(text)) return text;
    throw new UsageError((say) => say.noSuchRule(text));
  },
};

export const PROBLEMS = command('problems', ['[FILE]'], {
  failOn: one('--fail-on <LEVEL>', choice(['warn', 'error'])),
  junit: one('--junit <FILE>', anyText),
  json: flag('--json'),
  mute: many('--mute <RULE>', rule),
  keylog: KEY_LOG,
  mqttPort: MQTT_PORT,
  assumeVersion: ASSUME_VERSION,
  snTopics: SN_TOPICS,
  allowEmpty: flag('--allow-empty'),
  listRules: flag('--list-rules'),
  lang: LANGUAGE,
});

/** Exit code if there is a problem at the level of `--fail-on`. */
const FAILED = 3;
/** Exit code if the file is cut off, because the missing part was not checked. */
const CUT_OFF = 1;
/** Exit code if nothing was checked, so that an empty capture does not pass. */
const EMPTY = 4;
const LEVELS: Readonly<Record<ProblemSeverity, number>> = { note: 0, warn: 1, error: 2 };

/** Version of the --json objects. Increased for changes that readers must know. */
const PROBLEMS_SCHEMA = 1;
/** Findings listed for a rule in a JUnit file. */
const MOST_LINES = 50;

type Options = Values<typeof PROBLEMS.options>;

/** Throws `UsageError`, `StartError`. @returns the exit code */
export async function runProblems(
  argv: readonly string[],
  surroundings: CommandSurroundings,
): Promise<number> {
  const parsed = parseSubcommand(PROBLEMS, argv, surroundings);
  if (parsed === 'answered') return 0;
  const options = parsed.values;
  const [file = ''] = parsed.args;
  if (!options.listRules) {
    if (file === '') throw new UsageError((say) => say.noArgument('FILE'));
    await refuseSameFile({
      inputs: [file, options.keylog, options.snTopics],
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
    else nameRules(output, lines);
    await output.flush(true);
    return 0;
  }
  const findings = new Findings({
    output: isReportPrinted ? undefined : output,
    words: lines.problems,
    english,
    options,
  });
  const how = {
    keys: await readKeyLog(options.keylog, file),
    choices: readingChoices(options),
  };
  const predefined = await readSnTopics(options.snTopics);
  const sensors = new SnLines((isForPrograms ? await englishLines() : lines).sensors, predefined);
  try {
    await readProblems(file, findings, sensors, output, lines, surroundings, how);
  } catch (error) {
    // An empty file of packet lines gets a verdict, too.
    if (!(error instanceof EmptyFile)) throw error;
    surroundings.notice(error.said(surroundings.texts.refusals));
  }
  if (options.junit !== undefined) {
    await writeJunit(options.junit, file, findings, english, options, surroundings.output);
  }
  const isForPeople = !options.json && !isReportPrinted;
  for (const line of findings.summary) {
    if (isForPeople) output.line(line);
    else surroundings.notice(line);
  }
  if (options.json && !isReportPrinted) findings.jsonSummary(output);
  await output.flush(true);
  if (options.failOn !== undefined && findings.has(options.failOn)) return FAILED;
  if (findings.judged === 0 && !options.allowEmpty) {
    if (findings.isCutOff) surroundings.notice(lines.problems.cutOff);
    surroundings.notice(lines.problems.noPass(findings.isEncrypted, findings.unjudged));
    return EMPTY;
  }
  if (!findings.isCutOff) return 0;
  surroundings.notice(lines.problems.cutOff);
  return CUT_OFF;
}

/** Reads the file once and keeps only open state in memory. */
async function readProblems(
  file: string,
  findings: Findings,
  sensors: SnLines,
  output: LineOutput,
  { files }: Lines,
  { notice, progress, texts }: CommandSurroundings,
  how: Pick<ReadingPace, 'keys' | 'choices'>,
): Promise<void> {
  const passing = new PassingCapture({
    conventions: CONVENTIONS,
    onProblem: (problem) => {
      findings.take(problem);
    },
    onUnjudged: (why) => {
      findings.leave(why);
    },
  });
  const notes = new GroupedNotes();
  await readCapture(
    file,
    (event: CaptureEvent) => {
      if (event.kind === 'note') {
        notes.take(event);
        findings.isCutOff ||= event.note === 'truncated';
        findings.isEncrypted ||= event.note === 'encrypted';
      }
      if (event.kind === 'packet') findings.packet(event);
      const read = sensors.take(event);
      if (read !== undefined) findings.sensor(read, sensors);
      passing.take(event);
      if ('stream' in event && event.stream !== undefined) {
        findings.named(passing.streamOf(event.stream), event.stream);
      }
    },
    { pause: () => output.flush(), progress, texts, ...how },
  );
  passing.end();
  printNotes(notes, files, notice);
  if (sensors.warning !== undefined) notice(sensors.warning);
  if (findings.judged === 0) notice(files.noWholePacket);
}

interface Telling {
  /** Undefined: findings are only collected. */
  readonly output: LineOutput | undefined;
  readonly words: Lines['problems'];
  /** Texts for programs. */
  readonly english: Lines['problems'];
  readonly options: Options;
}

interface SensorRule {
  readonly id: string;
  readonly severity: ProblemSeverity;
  /** Title of the first finding. */
  readonly title: string;
}

/** Counts problems and prints each at once. */
class Findings {
  readonly ofRule = new Map<string, { count: number; lines: string[] }>();
  /** MQTT-SN rules with findings. */
  readonly sensorRules = new Map<string, SensorRule>();
  packets = 0;
  /** Packets that no rule can judge, by reason. */
  readonly unjudged = new Map<Unjudged, number>();
  isEncrypted = false;
  /** True if the file is truncated or unreadable from some point on. */
  isCutOff = false;
  readonly #output: LineOutput | undefined;
  readonly #words: Lines['problems'];
  readonly #english: Lines['problems'];
  readonly #isJson: boolean;
  readonly #muted: ReadonlySet<string>;
  readonly #counts: Record<ProblemSeverity, number> = { note: 0, warn: 0, error: 0 };
  /** The file's name of each stream in the capture. */
  readonly #streams = new Map<number, number>();
  #firstTime: number | undefined;
  #newest = 0;

  constructor({ output, words, english, options }: Telling) {
    this.#output = output;
    this.#words = words;
    this.#english = english;
    this.#isJson = options.json;
    this.#muted = new Set(options.mute);
  }

  packet({ time, stream }: ReadPacket): void {
    this.packets += 1;
    this.#firstTime ??= time;
    this.#newest = stream;
  }

  /** Counts a packet that cannot be judged. */
  leave(why: Unjudged): void {
    this.unjudged.set(why, (this.unjudged.get(why) ?? 0) + 1);
  }

  get judged(): number {
    return [...this.unjudged.values()].reduce((left, count) => left - count, this.packets);
  }

  /** Streams keep the file's names. */
  named(ours: number | undefined, its: number): void {
    if (ours !== undefined) this.#streams.set(ours, its);
  }

  take(found: FoundProblem): void {
    if (this.#muted.has(found.rule)) return;
    const problem = { ...found, stream: this.#streams.get(found.stream) ?? this.#newest };
    this.#counts[problem.severity] += 1;
    const seconds = (problem.time - (this.#firstTime ?? problem.time)) / 1e6;
    this.#output?.line(
      this.#isJson
        ? jsonOf(problem, seconds, this.#english)
        : lineOf(problem, seconds, this.#words),
    );
    this.#gather(problem.rule, lineOf(problem, seconds, this.#english));
  }

  #gather(rule: string, line: string): void {
    const ofRule = this.ofRule.get(rule) ?? { count: 0, lines: [] };
    this.ofRule.set(rule, ofRule);
    ofRule.count += 1;
    if (ofRule.lines.length < MOST_LINES) ofRule.lines.push(line);
  }

  /** Checks a message of MQTT-SN. */
  sensor(read: SnRead, sensors: SnLines): void {
    this.packets += 1;
    for (const problem of read.problems) {
      const severity = levelOf(problem.severity);
      const id = snRuleOf(problem.breach.key);
      this.sensorRules.set(id, { id, severity, title: sensors.titleOf(problem) });
      if (this.#muted.has(id)) continue;
      this.#counts[severity] += 1;
      this.#gather(id, sensors.problemLine(read, problem));
      this.#output?.line(
        this.#isJson ? sensors.problemJson(read, problem) : sensors.problemLine(read, problem),
      );
    }
  }

  has(level: ProblemSeverity): boolean {
    const { warn, error } = this.#counts;
    return error > 0 || (level !== 'error' && warn > 0);
  }

  get summary(): readonly string[] {
    const { unjudged } = this;
    if (unjudged.size === 0) return [this.#verdict];
    return [this.#verdict, this.#words.notJudged(this.packets, unjudged)];
  }

  get #verdict(): string {
    const { note, warn, error } = this.#counts;
    if (note + warn + error > 0) return this.#words.all(this.packets, error, warn, note);
    return this.judged === 0 ? this.#words.nothingJudged : this.#words.none(this.judged);
  }

  /** Writes a line for programs if something was not judged. */
  jsonSummary(output: LineOutput): void {
    const { packets, judged, unjudged, isCutOff } = this;
    if (unjudged.size === 0 && !isCutOff) return;
    const notJudged = Object.fromEntries(unjudged);
    const told = { schema: PROBLEMS_SCHEMA, kind: 'not-judged', packets, judged, notJudged };
    output.line(jsonLine({ ...told, truncated: isCutOff }));
  }
}

function lineOf(problem: FoundProblem, seconds: number, { found }: Lines['problems']): string {
  const { packet, stream } = problem;
  const place = `${String(packet).padStart(6)} ${seconds.toFixed(6).padStart(12)} #${stream}`;
  return printable(`${place} ${found(problem)}`);
}

function jsonOf(problem: FoundProblem, seconds: number, english: Lines['problems']): string {
  const { packet, stream, rule, severity, statement } = problem;
  const { title } = english.rule(rule);
  const time = Number(seconds.toFixed(9));
  return jsonLine({
    schema: PROBLEMS_SCHEMA,
    no: packet,
    time,
    stream,
    rule,
    severity,
    statement,
    title,
    text: english.text(problem),
  });
}

function nameRules(output: LineOutput, { problems: words, sensors }: Lines): void {
  for (const id of words.ruleIds()) {
    const { severity } = ruleById(id);
    output.line(`${id.padEnd(34)} ${severity.padEnd(5)} ${words.rule(id).title}`);
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

async function writeJunit(
  to: string,
  file: string,
  { ofRule, sensorRules, packets, judged, unjudged, isCutOff }: Findings,
  english: Lines['problems'],
  { mute, failOn = 'warn', allowEmpty }: Options,
  output: Writable,
): Promise<void> {
  const report = junitReport({
    name: file,
    rules: [...english.ruleIds().map(ruleById), ...sensorRules.values()],
    titleOf: (rule) => sensorRules.get(rule)?.title ?? english.rule(rule).title,
    findings: ofRule,
    muted: new Set(mute),
    fails: (severity) => LEVELS[severity] >= LEVELS[failOn],
    isCutOff,
    notJudged: unjudged.size > 0 ? english.notJudged(packets, unjudged) : undefined,
    nothingJudged: judged > 0 ? undefined : allowEmpty ? 'allowed' : 'error',
  });
  if (to === STANDARD_OUTPUT) {
    output.write(report);
    return;
  }
  const replaced = await openReplacedFile(to);
  replaced.stream.write(report);
  await replaced.finish();
}
