/** Judges one capture, of one or several files, for `problems`. */
import { jsonLine, printable } from '../../base/printable.ts';
import type { CaptureEvent } from '../../engine/files/events/captureEvents.ts';
import { GroupedNotes } from '../../engine/files/events/groupedNotes.ts';
import type { Lines } from '../../i18n/cli/en/lines.ts';
import { StartError } from '../cli/errors.ts';
import { EXIT } from '../cli/exitCodes.ts';
import type { LineOutput } from '../cli/lineOutput.ts';
import { type CommandSurroundings, printNotes } from '../cli/subcommand.ts';
import type { CaptureGroup } from './captureGroups.ts';
import { EmptyFile, type ReadingPace, readCapture } from './captureInput.ts';
import { Findings, PROBLEMS_SCHEMA, type Telling } from './findings.ts';
import { Judge } from './judge.ts';
import { judgedExit } from './judgingOptions.ts';
import type { Judged } from './junitFile.ts';
import { OpenEnds } from './openEnds.ts';
import { SnLines } from './snLines.ts';

/** Settings that all captures of a run share. */
export interface Judging {
  readonly telling: Telling;
  readonly options: Telling['options'] & Judged['options'];
  readonly output: LineOutput;
  /** Standard output has only the JUnit file. */
  readonly isReportPrinted: boolean;
  readonly lines: Lines;
  /** Texts of lines for programs. */
  readonly forPrograms: Lines;
  readonly predefined: ReadonlyMap<number, string>;
  readonly pace: Pick<ReadingPace, 'keys' | 'choices' | 'progress'>;
  readonly notice: CommandSurroundings['notice'];
  /** The command has one file, which need not be named. */
  readonly isOneFile: boolean;
  /** The exit code is that of this capture. */
  readonly isAlone: boolean;
}

export class JudgedCapture {
  readonly findings: Findings;
  readonly ends: OpenEnds | undefined;
  readonly #group: CaptureGroup;
  readonly #judging: Judging;
  /** Why it could not be read. */
  #failure: string | undefined;
  #exit: number = EXIT.done;

  constructor(group: CaptureGroup, judging: Judging) {
    this.#group = group;
    this.#judging = judging;
    this.ends = judging.isAlone ? undefined : new OpenEnds();
    this.findings = new Findings(judging.telling, judging.isOneFile ? [] : group.files);
  }

  get files(): readonly string[] {
    return this.#group.files.map(({ path }) => path);
  }

  /** Equal for parts of a series, between which files are missing. */
  get series(): number {
    return this.#group.series;
  }

  get isRead(): boolean {
    return this.#failure === undefined;
  }

  get exit(): number {
    return this.#exit;
  }

  /**
   * Reads and judges the capture, and prints its problems and its summary. Throws `StartError` if it is the only one
   * and cannot be read.
   */
  async judge(): Promise<void> {
    const { options, lines, isOneFile, isAlone, output } = this.#judging;
    try {
      await this.#read();
      this.#summarize();
      this.#exit = judgedExit(this.findings, options, lines.problems, isAlone, this.#notice);
    } catch (error) {
      // A closed output concerns all captures.
      if (isOneFile || !(error instanceof StartError) || error.name === 'UnreadError') throw error;
      this.#failure = error.message;
      this.#exit = EXIT.failed;
      this.#judging.notice(error.message);
    }
    if (!isOneFile && options.json) this.#jsonSummary();
    await output.flush();
  }

  /** Its suite in a JUnit file. */
  get report(): Judged {
    const { options, forPrograms } = this.#judging;
    const { findings } = this;
    const failure = this.#failure;
    const others = failure === undefined ? [] : [{ name: 'completed', failure }];
    return { name: forPrograms.series.capture(this.files), findings, options, others };
  }

  readonly #notice = (text: string): void => {
    const { isAlone, lines, notice } = this.#judging;
    notice(isAlone ? text : `${this.#name(lines)}: ${text}`);
  };

  #name({ series }: Lines): string {
    return printable(series.capture(this.files));
  }

  async #read(): Promise<void> {
    const { lines, forPrograms, predefined, output, pace } = this.#judging;
    const { findings } = this;
    const judge = new Judge(findings);
    const notes = new GroupedNotes();
    const sensors = new SnLines(forPrograms.sensors, predefined);
    const take = (event: CaptureEvent): void => {
      if (event.kind === 'note') notes.take(event);
      this.ends?.take(event);
      const read = sensors.take(event);
      if (read !== undefined) findings.sensor(read, sensors);
      judge.take(event);
    };
    try {
      await readCapture(this.#group.source, take, { ...pace, pause: () => output.flush() });
    } catch (error) {
      // An empty file of packet lines gets a verdict, too.
      if (!(error instanceof EmptyFile)) throw error;
      this.#judging.notice(error.message);
    }
    judge.end();
    printNotes(notes, lines.files, this.#notice);
    if (sensors.warning !== undefined) this.#notice(sensors.warning);
    if (findings.judged === 0) this.#notice(lines.files.noWholePacket);
  }

  /** A line for people, which is not among the lines for programs. */
  #summarize(): void {
    const { options, output, isReportPrinted, notice, lines, isOneFile } = this.#judging;
    const isForPeople = !options.json && !isReportPrinted;
    for (const line of this.findings.summary) {
      const said = isOneFile ? line : `${this.#name(lines)}: ${line}`;
      if (isForPeople) output.line(said);
      else notice(said);
    }
    if (isOneFile && options.json && !isReportPrinted) this.findings.jsonSummary(output);
  }

  #jsonSummary(): void {
    const { output, isReportPrinted } = this.#judging;
    if (isReportPrinted) return;
    const { counts, unjudged, isCutOff } = this.findings;
    const head = { schema: PROBLEMS_SCHEMA, kind: 'summary', files: this.files };
    const read = { ...counts, notJudged: Object.fromEntries(unjudged), truncated: isCutOff };
    const error = this.#failure;
    output.line(
      jsonLine({ ...head, ...(error === undefined ? read : { error }), exit: this.#exit }),
    );
  }
}
