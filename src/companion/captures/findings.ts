/** Problems found in a capture: counted, and each printed at once. */
import { jsonLine, printable } from '../../base/printable.ts';
import type { ReadPacket } from '../../engine/files/events/captureEvents.ts';
import type { FoundProblem, ProblemSeverity } from '../../engine/findings/problem.ts';
import type { Unjudged } from '../../engine/problems/unjudged.ts';
import { Evidence } from '../../engine/rules/evidence.ts';
import type { Lines } from '../../i18n/cli/en/lines.ts';
import type { SnRead } from '../../mqttsn/reading/snConversation.ts';
import { snRuleOf } from '../../mqttsn/reading/snRules.ts';
import type { LineOutput } from '../cli/lineOutput.ts';
import { levelOf, type SnLines } from './snLines.ts';

export const LEVELS: Readonly<Record<ProblemSeverity, number>> = { note: 0, warn: 1, error: 2 };
export type FailOn = Exclude<ProblemSeverity, 'note'>;

/** Version of the --json objects. Increased for changes that readers must know. */
export const PROBLEMS_SCHEMA = 1;
/** Findings listed for a rule in a JUnit file. */
const MOST_LINES = 50;

export interface Telling {
  /** Undefined: findings are only collected. */
  readonly output: Pick<LineOutput, 'line'> | undefined;
  readonly words: Lines['problems'];
  /** Texts for programs. */
  readonly english: Lines['problems'];
  readonly options: { readonly json: boolean; readonly mute: readonly string[] };
}

interface SensorRule {
  readonly id: string;
  readonly severity: ProblemSeverity;
  /** Title of the first finding. */
  readonly title: string;
}

/** A file of a capture that has several, or one of several captures. */
interface NamedFile {
  readonly path: string;
  /** µs since 1970 of its first packet. The first file needs none. */
  readonly first?: number | undefined;
}

/** µs: times of the survey and of the reader are rounded differently. */
const ROUNDING = 1;

export class Findings {
  readonly ofRule = new Map<string, { count: number; lines: string[]; file?: string }>();
  /** MQTT-SN rules with findings. */
  readonly sensorRules = new Map<string, SensorRule>();
  readonly evidence = new Evidence();
  packets = 0;
  /** Packets that no rule can judge, by reason. */
  readonly unjudged = new Map<Unjudged, number>();
  isEncrypted = false;
  /** True if the file is truncated or unreadable from some point on. */
  isCutOff = false;
  readonly #output: Telling['output'];
  readonly #words: Lines['problems'];
  readonly #english: Lines['problems'];
  readonly #isJson: boolean;
  readonly #muted: ReadonlySet<string>;
  readonly #counts: Record<ProblemSeverity, number> = { note: 0, warn: 0, error: 0 };
  /** The file's name of each stream in the capture. */
  readonly #streams = new Map<number, number>();
  #firstTime: number | undefined;
  #lastTime = 0;
  #newest = 0;
  /** Files whose packets come later. */
  readonly #later: NamedFile[];
  /** Files so far, with the number of packets before each. Empty if files are not named. */
  readonly #files: { readonly file: string; readonly before: number }[] = [];
  /** µs since 1970 at time 0. */
  #origin = 0;

  /** @param files named on each problem */
  constructor({ output, words, english, options }: Telling, files: readonly NamedFile[] = []) {
    this.#output = output;
    this.#words = words;
    this.#english = english;
    this.#isJson = options.json;
    this.#muted = new Set(options.mute);
    const [first, ...later] = files;
    if (first) this.#files.push({ file: first.path, before: 0 });
    this.#later = later;
  }

  /** @param wallClock ms since 1970 at time 0 */
  begin(wallClock: number): void {
    this.#origin = wallClock * 1000;
  }

  /** Enters the file that has a packet of this time. The reader may deliver it after the file’s end. */
  #reach(time: number): void {
    for (;;) {
      const [next] = this.#later;
      if (!(next?.first !== undefined && next.first <= this.#origin + time + ROUNDING)) return;
      this.#later.shift();
      this.#files.push({ file: next.path, before: this.packets });
    }
  }

  packet(packet: ReadPacket): void {
    const { time, stream } = packet;
    if (this.#later.length > 0) this.#reach(time);
    this.packets += 1;
    this.evidence.take(packet);
    this.#firstTime ??= time;
    this.#lastTime = time;
    this.#newest = stream;
  }

  /** Counts a packet that cannot be judged. */
  leave(why: Unjudged): void {
    this.unjudged.set(why, (this.unjudged.get(why) ?? 0) + 1);
  }

  /** Time between the first packet and the last. */
  get seconds(): number {
    return Math.max(0, this.#lastTime - (this.#firstTime ?? this.#lastTime)) / 1e6;
  }

  get judged(): number {
    return [...this.unjudged.values()].reduce((left, count) => left - count, this.packets);
  }

  /** Streams keep the file's names. */
  named(ours: number | undefined, its: number): void {
    if (ours !== undefined && this.#streams.get(ours) !== its) this.#streams.set(ours, its);
  }

  take(found: FoundProblem): void {
    if (this.#muted.has(found.rule)) return;
    const place = this.#files.findLast(({ before }) => before < found.packet) ?? this.#files[0];
    const placed: Placed = {
      found,
      stream: this.#streams.get(found.stream) ?? this.#newest,
      packet: found.packet,
      seconds: (found.time - (this.#firstTime ?? found.time)) / 1e6,
      file: place?.file,
    };
    this.#counts[found.severity] += 1;
    this.#print(placed);
    const lines = this.#linesOf(found.rule, placed.file);
    if (lines !== undefined) lines.push(lineOf(placed, this.#english));
  }

  #print(placed: Placed): void {
    const output = this.#output;
    if (output === undefined) return;
    output.line(this.#isJson ? jsonOf(placed, this.#english) : lineOf(placed, this.#words));
  }

  /** Counts a finding. @returns the lines of its rule, if there is room for one more */
  #linesOf(rule: string, file: string | undefined): string[] | undefined {
    let ofRule = this.ofRule.get(rule);
    if (ofRule === undefined) {
      ofRule = { count: 0, lines: [], ...(file !== undefined && { file }) };
      this.ofRule.set(rule, ofRule);
    }
    ofRule.count += 1;
    return ofRule.lines.length < MOST_LINES ? ofRule.lines : undefined;
  }

  /** Checks a message of MQTT-SN. */
  sensor(read: SnRead, sensors: SnLines): void {
    if (this.#later.length > 0) this.#reach(read.time);
    this.packets += 1;
    for (const problem of read.problems) {
      const severity = levelOf(problem.severity);
      const id = snRuleOf(problem.breach.key);
      this.sensorRules.set(id, { id, severity, title: sensors.titleOf(problem) });
      if (this.#muted.has(id)) continue;
      this.#counts[severity] += 1;
      const file = this.#files.at(-1)?.file;
      const line = inFile(file, sensors.problemLine(read, problem));
      this.#linesOf(id, file)?.push(line);
      this.#output?.line(this.#isJson ? sensors.problemJson(read, problem, file) : line);
    }
  }

  /** True if there is a problem of at least this severity. */
  has(level: FailOn): boolean {
    const { warn, error } = this.#counts;
    return error > 0 || (level === 'warn' && warn > 0);
  }

  get counts(): FindingCounts {
    const { note, warn, error } = this.#counts;
    const { packets, judged } = this;
    return { packets, judged, errors: error, warnings: warn, notes: note };
  }

  get summary(): readonly string[] {
    const { unjudged, counts } = this;
    const verdict = verdictOf(counts, this.#words);
    if (unjudged.size === 0) return [verdict];
    return [verdict, this.#words.notJudged(this.packets, unjudged)];
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

export interface FindingCounts {
  readonly packets: number;
  readonly judged: number;
  readonly errors: number;
  readonly warnings: number;
  readonly notes: number;
}

export function verdictOf(
  { packets, judged, errors, warnings, notes }: FindingCounts,
  words: Lines['problems'],
): string {
  if (errors + warnings + notes > 0) return words.all(packets, errors, warnings, notes);
  return judged === 0 ? words.nothingJudged : words.none(judged);
}

/** A problem by its place in a file, which is named if there are several. */
interface Placed {
  readonly found: FoundProblem;
  readonly stream: number;
  readonly packet: number;
  readonly seconds: number;
  readonly file: string | undefined;
}

const inFile = (file: string | undefined, line: string): string =>
  file === undefined ? line : `${printable(file)} ${line}`;

function lineOf(
  { found, packet, stream, seconds, file }: Placed,
  words: Lines['problems'],
): string {
  const place = `${String(packet).padStart(6)} ${seconds.toFixed(6).padStart(12)} #${stream}`;
  return inFile(file, printable(`${place} ${words.found(found)}`));
}

function jsonOf(
  { found, packet, stream, seconds, file }: Placed,
  english: Lines['problems'],
): string {
  const { rule, severity, statement } = found;
  const { title } = english.rule(rule);
  const time = Number(seconds.toFixed(9));
  return jsonLine({
    schema: PROBLEMS_SCHEMA,
    ...(file !== undefined && { file }),
    no: packet,
    time,
    stream,
    rule,
    severity,
    statement,
    title,
    text: english.text(found),
  });
}
