/** Stores a bounded number of problems by rule, with unread and muted state. */
import type {
  FoundProblem,
  ProblemCounts,
  ProblemGroup,
  ProblemsReply,
  ProblemsRequest,
} from '../findings/problem.ts';
import { type Cleared, clearedPart } from '../log/columns/cleared.ts';
import { PROBLEM_RULES } from '../rules/rules.ts';

export interface ProblemBounds {
  /** Newest occurrences to keep per rule. */
  readonly ofRule: number;
  readonly inAll: number;
}

const BOUNDS: ProblemBounds = { ofRule: 10_000, inAll: 40_000 };
const ORDER = ['error', 'warn', 'note'] as const;
const NONE: readonly FoundProblem[] = [];

/** Occurrences of one rule, oldest first. The oldest are dropped from the front. */
class Occurrences {
  count = 0;
  unread = 0;
  /** Place of the last one among the problems of all rules. */
  place = 0;
  /** Number of violations per statement. */
  readonly statements = new Map<string, number>();
  #kept: FoundProblem[] = [];
  /** Unused entries at the front of `#kept`. */
  #dropped = 0;

  get length(): number {
    return this.#kept.length - this.#dropped;
  }

  get forgotten(): number {
    return this.count - this.length;
  }

  get first(): FoundProblem | undefined {
    return this.#kept[this.#dropped];
  }

  get last(): FoundProblem | undefined {
    return this.#kept.at(-1);
  }

  add(problem: FoundProblem): void {
    this.count += 1;
    this.unread += 1;
    this.#kept.push(problem);
    this.#broken(problem.statement, 1);
  }

  #broken(statement: string, more: number): void {
    this.statements.set(statement, (this.statements.get(statement) ?? 0) + more);
  }

  dropFirst(): FoundProblem | undefined {
    const first = this.first;
    if (first === undefined) return undefined;
    this.#dropped += 1;
    if (this.#dropped > 1_000 && this.#dropped * 2 > this.#kept.length) {
      this.#kept = this.#kept.slice(this.#dropped);
      this.#dropped = 0;
    }
    return first;
  }

  replace(problem: FoundProblem, by: FoundProblem): void {
    const at = this.#kept.lastIndexOf(problem);
    if (at >= this.#dropped) this.#kept[at] = by;
  }

  /** Appends later occurrences. */
  append(others: Occurrences): void {
    this.count += others.count;
    this.unread += others.unread;
    this.place = others.place;
    this.#kept = [...this.slice(0, this.length), ...others.slice(0, others.length)];
    for (const [statement, count] of others.statements) this.#broken(statement, count);
    this.#dropped = 0;
  }

  remove(problem: FoundProblem): void {
    const at = this.#kept.lastIndexOf(problem);
    if (at >= 0) this.#kept.splice(at, 1);
    this.#broken(problem.statement, -1);
    this.count -= 1;
    this.unread = Math.min(this.unread, this.count);
  }

  slice(first: number, count: number): FoundProblem[] {
    const from = this.#dropped + Math.max(0, first);
    return this.#kept.slice(from, this.#dropped + Math.max(0, first + count));
  }
}

export class ProblemStore {
  readonly #bounds: ProblemBounds;
  #rules = new Map<string, Occurrences>();
  readonly #muted = new Set<string>();
  #byPacket = new Map<number, readonly FoundProblem[]>();
  #ofStream = new Map<number, number>();
  #held = 0;
  #added = 0;

  constructor(bounds: ProblemBounds = BOUNDS) {
    this.#bounds = bounds;
  }

  add(problem: FoundProblem): void {
    const known = this.#rules.get(problem.rule);
    const occurrences = known ?? new Occurrences();
    if (known === undefined) this.#rules.set(problem.rule, occurrences);
    occurrences.add(problem);
    this.#added += 1;
    occurrences.place = this.#added;
    this.#held += 1;
    const others = this.#byPacket.get(problem.packet);
    this.#byPacket.set(problem.packet, others === undefined ? [problem] : [...others, problem]);
    this.#ofStream.set(problem.stream, this.ofStream(problem.stream) + 1);
    if (occurrences.length > this.#bounds.ofRule) this.#drop(occurrences);
    else if (this.#held > this.#bounds.inAll) this.#drop(this.#largest());
  }

  /** Replaces a problem of the same rule, packet and stream by a more detailed one. */
  replace(problem: FoundProblem, by: FoundProblem): void {
    if (by === problem) return;
    this.#rules.get(problem.rule)?.replace(problem, by);
    const others = this.ofPacket(problem.packet);
    this.#byPacket.set(
      problem.packet,
      others.map((one) => (one === problem ? by : one)),
    );
  }

  /** Removes the problem of a rule on a packet. undefined: there is none. */
  withdraw(packet: number, rule: string): FoundProblem | undefined {
    const problem = this.ofPacket(packet).find((one) => one.rule === rule);
    const occurrences = this.#rules.get(rule);
    if (problem === undefined || occurrences === undefined) return undefined;
    occurrences.remove(problem);
    if (occurrences.count === 0) this.#rules.delete(rule);
    this.#ofStream.set(problem.stream, this.ofStream(problem.stream) - 1);
    this.#forget(problem);
    return problem;
  }

  /** The newest problem of a rule on a stream. */
  newestOn(stream: number, rule: string): FoundProblem | undefined {
    const found = this.#rules.get(rule);
    return found?.slice(0, found.length).findLast((problem) => problem.stream === stream);
  }

  /** Problems of the packet that are displayed. */
  ofPacket(packet: number): readonly FoundProblem[] {
    return this.#byPacket.get(packet) ?? NONE;
  }

  hasPacket(packet: number): boolean {
    return this.#byPacket.has(packet);
  }

  /** Numbers of later packets with a problem of a rule that is not muted, ascending. */
  packetsAfter(packet: number): readonly number[] {
    const later: number[] = [];
    for (const [number, problems] of this.#byPacket) {
      if (number > packet && problems.some(({ rule }) => !this.#muted.has(rule)))
        later.push(number);
    }
    return later.toSorted((a, b) => a - b);
  }

  /** Count since Clear, including dropped problems. */
  ofStream(stream: number): number {
    return this.#ofStream.get(stream) ?? 0;
  }

  /** Excludes the rule from counts; its problems are still stored. */
  mute(rule: string, muted: boolean): void {
    if (muted) this.#muted.add(rule);
    else this.#muted.delete(rule);
  }

  /** Marks all problems as read. */
  read(): void {
    for (const occurrences of this.#rules.values()) occurrences.unread = 0;
  }

  clear(): Cleared {
    const rules = this.#rules;
    const byPacket = this.#byPacket;
    const ofStream = this.#ofStream;
    const held = this.#held;
    this.#rules = new Map();
    this.#byPacket = new Map();
    this.#ofStream = new Map();
    this.#held = 0;
    return clearedPart(() => {
      for (const [rule, since] of this.#rules) {
        const before = rules.get(rule);
        if (before === undefined) rules.set(rule, since);
        else before.append(since);
      }
      for (const [packet, since] of this.#byPacket) {
        byPacket.set(packet, [...(byPacket.get(packet) ?? []), ...since]);
      }
      for (const [stream, since] of this.#ofStream) {
        ofStream.set(stream, since + (ofStream.get(stream) ?? 0));
      }
      this.#rules = rules;
      this.#byPacket = byPacket;
      this.#ofStream = ofStream;
      this.#held += held;
      for (const occurrences of rules.values()) {
        while (occurrences.length > this.#bounds.ofRule) this.#drop(occurrences);
      }
      while (this.#held > this.#bounds.inAll) this.#drop(this.#largest());
    });
  }

  get counts(): ProblemCounts {
    const counts = { total: 0, errors: 0, notes: 0, unread: 0, unreadNotes: 0 };
    for (const [id, { count, unread, last }] of this.#rules) {
      if (this.#muted.has(id)) continue;
      const isNote = last?.severity === 'note';
      counts.total += count;
      counts[isNote ? 'unreadNotes' : 'unread'] += unread;
      if (last?.severity === 'error') counts.errors += count;
      if (isNote) counts.notes += count;
    }
    return counts;
  }

  /** The problem found last, of a rule that is not muted. */
  newest(severity: 'error' | 'any'): FoundProblem | undefined {
    let place = 0;
    let newest: FoundProblem | undefined;
    for (const [id, found] of this.#rules) {
      if (this.#muted.has(id) || found.place < place) continue;
      if (severity === 'error' && found.last?.severity !== 'error') continue;
      ({ place, last: newest } = found);
    }
    return newest;
  }

  window({ rule, first, count }: ProblemsRequest): ProblemsReply {
    return { groups: this.#groups(), rows: this.#rows(rule, first, count) };
  }

  #groups(): ProblemGroup[] {
    const groups = [...this.#rules].flatMap(([id, found]): ProblemGroup[] => {
      const { first, last, count, unread, statements } = found;
      if (first === undefined || last === undefined) return [];
      const { severity, statement } = last;
      const edition = PROBLEM_RULES.get(id)?.statement(5) === statement ? 5 : 4;
      const muted = this.#muted.has(id);
      const counts = { count, unread, statements };
      return [{ rule: id, severity, statement, edition, muted, first, last, ...counts }];
    });
    const rank = ({ severity }: ProblemGroup) => ORDER.indexOf(severity);
    return groups.toSorted((a, b) => rank(a) - rank(b) || a.first.time - b.first.time);
  }

  #rows(rule: string | undefined, first: number, count: number): ProblemsReply['rows'] {
    const found = rule === undefined ? undefined : this.#rules.get(rule);
    if (rule === undefined || found === undefined) return undefined;
    const from = Math.min(Math.max(0, Math.floor(first)), found.length);
    const rows = found.slice(from, Math.max(0, Math.floor(count)));
    return { rule, first: from, rows, total: found.length, forgotten: found.forgotten };
  }

  #drop(occurrences: Occurrences | undefined): void {
    const dropped = occurrences?.dropFirst();
    if (dropped !== undefined) this.#forget(dropped);
  }

  #forget(dropped: FoundProblem): void {
    this.#held -= 1;
    const all = this.ofPacket(dropped.packet);
    const isOnly = all.length === 1 && all[0] === dropped;
    const left = isOnly ? NONE : all.filter((problem) => problem !== dropped);
    if (left.length > 0) this.#byPacket.set(dropped.packet, left);
    else this.#byPacket.delete(dropped.packet);
  }

  #largest(): Occurrences | undefined {
    let largest: Occurrences | undefined;
    for (const occurrences of this.#rules.values()) {
      if (occurrences.length > (largest?.length ?? 0)) largest = occurrences;
    }
    return largest;
  }
}
