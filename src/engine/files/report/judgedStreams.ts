/** Judges streams whose copies cannot be judged in the same way, because packets are overwritten. */
import type { Conventions } from '../../conventions/conventions.ts';
import type { FoundProblem, ProblemWords } from '../../findings/problem.ts';
import type { Unjudged } from '../../problems/unjudged.ts';
import type { CaptureEvent, Judgement, ReadPacket, ToldProblem } from '../events/captureEvents.ts';
import { ExplainedPackets } from './explainedPackets.ts';
import { PassingCapture } from './passingCapture.ts';
import { ToldJudgement } from './toldJudgements.ts';

/** Problems that are kept for a copy. */
const MOST_TOLD = 10_000;
/** Packets that are remembered for later problems on them. */
const MOST_NUMBERS = 100_000;

class JudgedStreams {
  readonly #wanted: ReadonlySet<number>;
  readonly #words: ProblemWords;
  readonly #passing: PassingCapture;
  /** By numbers of wanted streams in the file. */
  readonly #judged = new Map<number, ToldJudgement>();
  /** Numbers of these streams in the file, by those in the capture. */
  readonly #streams = new Map<number, number>();
  /** Newest packet of each of these streams, by their numbers in the capture. */
  readonly #newest = new Map<number, { readonly seen: number; readonly time: number }>();
  /** Numbers of the newest packets in the file, by those in the capture, which also counts withheld ones. */
  readonly #numbers = new Map<number, number>();
  #found: { readonly problem: FoundProblem; readonly told: ToldProblem }[] = [];
  /** Problems found before it is known whether their stream is wanted. */
  #new: FoundProblem[] = [];
  #unjudged: Unjudged[] = [];

  /** @param wanted streams of the file */
  constructor(conventions: Conventions, words: ProblemWords, wanted: ReadonlySet<number>) {
    this.#wanted = wanted;
    this.#words = words;
    this.#passing = new PassingCapture({
      conventions,
      onProblem: (problem) => this.#new.push(problem),
      onWithdrawn: (withdrawn) => {
        this.#new = this.#new.filter((one) => !isSame(one, withdrawn));
        const at = this.#found.findLastIndex(({ problem }) => isSame(problem, withdrawn));
        if (at >= 0) this.#found.splice(at, 1);
      },
      onUnjudged: (why) => this.#unjudged.push(why),
    });
  }

  take(event: CaptureEvent): void {
    this.#unjudged = [];
    this.#passing.take(event);
    if (event.kind === 'packet') this.#packet(event);
    this.#keepNew();
  }

  #packet({ stream, time }: ReadPacket): void {
    const { capture, packets } = this.#passing;
    this.#numbers.set(capture.newest, packets);
    const [oldest = 0] = this.#numbers.keys();
    if (this.#numbers.size > MOST_NUMBERS) this.#numbers.delete(oldest);
    const ours = this.#passing.streamOf(stream);
    if (ours === undefined || !this.#wanted.has(stream)) return;
    this.#streams.set(ours, stream);
    this.#newest.set(ours, { seen: packets, time });
    const judged = this.#judged.get(stream) ?? new ToldJudgement();
    this.#judged.set(stream, judged);
    for (const why of this.#unjudged) judged.add({ problems: [], unjudged: { [why]: 1 } });
  }

  #keepNew(): void {
    for (const problem of this.#new) {
      const newest = this.#newest.get(problem.stream);
      if (newest === undefined || this.#found.length > MOST_TOLD) continue;
      const { rule, statement, finding, packet, other, time } = problem;
      const otherNumber = this.#numbers.get(other ?? 0);
      const told = {
        packet: this.#numbers.get(packet) ?? 0,
        rule,
        statement,
        text: this.#words.foundWrong({ finding }),
        seen: newest.seen,
        after: time - newest.time,
        ...(otherNumber !== undefined && { other: otherNumber }),
      };
      this.#found.push({ problem, told });
    }
    this.#new = [];
  }

  /** @returns judgements by stream of the file; undefined if they have too many problems */
  end(): ReadonlyMap<number, Judgement> | undefined {
    this.#passing.end();
    this.#keepNew();
    if (this.#found.length > MOST_TOLD) return undefined;
    for (const { problem, told } of this.#found) {
      const stream = this.#streams.get(problem.stream) ?? 0;
      this.#judged.get(stream)?.add({ problems: [told], unjudged: {} });
    }
    return this.#judged;
  }
}

/** Reads the original again for facts about streams that a copy without secrets would hide. */
export class ExplainedStreams {
  readonly #judged: JudgedStreams;
  readonly #explained: ExplainedPackets;

  /** @param streams streams of the file with overwritten packets */
  constructor(conventions: Conventions, words: ProblemWords, streams: ReadonlySet<number>) {
    this.#judged = new JudgedStreams(conventions, words, streams);
    this.#explained = new ExplainedPackets(conventions.secrets, streams);
  }

  take(event: CaptureEvent): void {
    this.#explained.take(event);
    this.#judged.take(event);
  }

  /** @returns options of the export; `judged` is undefined if there are too many problems */
  end(): {
    readonly shown: ReadonlySet<number>;
    readonly judged: ReadonlyMap<number, Judgement> | undefined;
  } {
    this.#explained.end();
    return { shown: this.#explained.shown, judged: this.#judged.end() };
  }
}

const isSame = (one: FoundProblem, other: FoundProblem): boolean =>
  one.packet === other.packet && one.rule === other.rule;
