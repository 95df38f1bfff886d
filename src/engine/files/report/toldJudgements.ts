/** Judgements on streams that a file states, because it lacks what they were found in. */
import { UNJUDGED, type Unjudged } from '../../problems/unjudged.ts';
import type { JudgedStream, Judgement, ToldProblem } from '../events/captureEvents.ts';

/** Problems in one event: a comment has at most 64 kB. */
const MOST_TOGETHER = 20;

/** Collects a judgement on one stream, and passes it on with the packets. */
export class ToldJudgement implements Judgement {
  readonly problems: ToldProblem[] = [];
  readonly unjudged: Partial<Record<Unjudged, number>> = {};
  /** Problems already passed on; undefined before the first packet. */
  #told: number | undefined;
  readonly #toldUnjudged: Partial<Record<Unjudged, number>> = {};

  add({ problems, unjudged }: Judgement): void {
    for (const problem of problems) this.problems.push(problem);
    for (const why of UNJUDGED) {
      const count = unjudged[why] ?? 0;
      if (count > 0) this.unjudged[why] = (this.unjudged[why] ?? 0) + count;
    }
  }

  /** The next problems that were found by this packet. */
  *due(newest: number): Generator<ToldProblem, void, undefined> {
    if (this.#told === undefined) this.problems.sort((a, b) => a.seen - b.seen);
    let at = this.#told ?? 0;
    for (let next = this.problems[at]; next && next.seen <= newest; next = this.problems[at]) {
      at += 1;
      yield next;
    }
    this.#told = at;
  }

  /** A reason for one packet that is not judged. Any packet of the stream does: only their number counts. */
  takeUnjudged(): Unjudged | undefined {
    const told = this.#toldUnjudged;
    const why = UNJUDGED.find((one) => (this.unjudged[one] ?? 0) > (told[one] ?? 0));
    if (why !== undefined) told[why] = (told[why] ?? 0) + 1;
    return why;
  }
}

/** Judgements by stream. */
export class ToldJudgements {
  readonly #streams = new Map<number, ToldJudgement>();

  add(stream: number, judgement: Judgement): void {
    const known = this.#streams.get(stream) ?? new ToldJudgement();
    this.#streams.set(stream, known);
    known.add(judgement);
  }

  of(stream: number): ToldJudgement | undefined {
    return this.#streams.get(stream);
  }

  /** Removes the judgement on a stream. @returns its events */
  take(stream: number): readonly JudgedStream[] {
    const { problems, unjudged } = this.#streams.get(stream) ?? {};
    if (problems === undefined || unjudged === undefined) return [];
    this.#streams.delete(stream);
    const events: JudgedStream[] = [];
    for (let at = 0; at === 0 || at < problems.length; at += MOST_TOGETHER) {
      const some = problems.slice(at, at + MOST_TOGETHER);
      events.push({ kind: 'judged', stream, problems: some, unjudged: at === 0 ? unjudged : {} });
    }
    return events;
  }
}
