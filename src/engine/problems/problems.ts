/** Problems of one capture: what the rules find goes to the store, to the rows and to whoever listens. */
import type { PacketProblem } from '../../mqtt/dissect/dissection.ts';
import type { Irregularity } from '../exchanges/irregularity.ts';
import type { RowFault } from '../faults/rowFault.ts';
import type { FoundProblem } from '../findings/problem.ts';
import type { Direction } from '../log/columns/direction.ts';
import type { PublishShape } from '../log/columns/publishShape.ts';
import type { SeenPacket } from '../rules/memory/seenPacket.ts';
import type { StreamMemory } from '../rules/memory/streamMemory.ts';
import type { StreamFacts } from '../streams/streamFacts.ts';
import { type CutPacket, type FinderSurroundings, ProblemFinder } from './problemFinder.ts';
import { ProblemStore } from './problemStore.ts';

export interface ProblemSurroundings {
  readonly topicName: FinderSurroundings['topicName'];
  readonly hasLeadingSlash: FinderSurroundings['hasLeadingSlash'];
  readonly sentBefore: FinderSurroundings['sentBefore'];
  readonly leftBehind: FinderSurroundings['leftBehind'];
  /** What was done to a packet on purpose, as far as it is known when a problem is found on it. */
  readonly faults: (packet: number) => readonly RowFault[];
  /** A packet has a problem that is more than a note; it may not be in the log yet, or no more. */
  readonly mark: (problem: FoundProblem) => void;
  /** Each problem as it is found. */
  readonly onProblem?: ((problem: FoundProblem) => void) | undefined;
}

/** µs between two looks at the time after which nobody knows what came in between: a tab slept. */
const LONGEST_ABSENCE = 5_000_000;

export class Problems {
  readonly store = new ProblemStore();
  readonly #finder: ProblemFinder;
  readonly #faults: ProblemSurroundings['faults'];
  /** What was found, by whomever. */
  readonly add: (found: FoundProblem) => void;
  #seen: SeenPacket | undefined;
  /** µs; the last packet. */
  #cameAt = 0;
  #lookedAt = Number.NEGATIVE_INFINITY;

  constructor({ faults, mark, onProblem, ...surroundings }: ProblemSurroundings) {
    this.#faults = faults;
    this.add = (found) => {
      const problem = withFaults(found, faults(found.packet));
      this.store.add(problem);
      if (problem.severity !== 'note') mark(problem);
      onProblem?.(problem);
    };
    this.#finder = new ProblemFinder({ ...surroundings, found: this.add });
  }

  /** The short way of a plain PUBLISH. @returns false: it has to be seen in full */
  passes(
    stream: StreamFacts,
    direction: Direction,
    number: number,
    time: number,
    bytes: Uint8Array,
    shape: PublishShape,
    topic: number,
  ): boolean {
    return this.#finder.passes(stream, direction, number, time, bytes, shape, topic);
  }

  /** Where nothing but a packet itself can be wrong at that time: what is remembered of the stream. */
  unhurried(stream: StreamFacts, time: number): StreamMemory | undefined {
    return this.#finder.unhurried(stream, time);
  }

  /** The same, also for packets above QoS 0 and their answers. */
  unhurriedAnswers(
    stream: StreamFacts,
    direction: Direction,
    time: number,
  ): StreamMemory | undefined {
    return this.#finder.unhurriedAnswers(stream, direction, time);
  }

  /** Packets that need not be seen came. */
  passed(time: number): void {
    this.#cameAt = time;
  }

  /** Called before the stream learns from the packet. */
  see(packet: SeenPacket): void {
    this.#seen = packet;
    this.#cameAt = packet.time;
    this.#finder.see(packet);
  }

  /** What the follower of exchanges notices of the packet that was seen last. */
  irregular(irregularity: Irregularity): void {
    if (this.#seen !== undefined) this.#finder.irregular([irregularity], this.#seen);
  }

  /** It is known only now that something was done to the packet on purpose. */
  treated(packet: number): void {
    for (const problem of this.store.ofPacket(packet)) {
      this.store.replace(problem, withFaults(problem, this.#faults(packet)));
    }
  }

  broken(packet: CutPacket, problem: PacketProblem): void {
    this.#finder.broken(packet, problem);
  }

  fault(number: number, stream: StreamFacts, time: number, problem: PacketProblem): void {
    this.#finder.fault(number, stream, time, problem);
  }

  /** Of a packet that nobody can read. */
  unread(packet: CutPacket): void {
    this.#finder.unread(packet);
  }

  gap(stream: StreamFacts): void {
    this.#finder.gap(stream);
  }

  lacksPackets(stream: StreamFacts): boolean {
    return this.#finder.lacksPackets(stream);
  }

  rival(stream: StreamFacts, time: number): void {
    this.#finder.rival(stream, time);
  }

  closed(stream: StreamFacts, time: number | undefined): void {
    this.#finder.closed(stream, time);
  }

  /** Time passes, for what is recorded right now. */
  tick(now: number): void {
    const absence = now - Math.max(this.#lookedAt, this.#cameAt);
    this.#lookedAt = now;
    if (absence <= LONGEST_ABSENCE) this.#finder.tick(now);
  }

  /** The capture is over at that time: what still waits is judged. */
  end(now: number): void {
    this.#finder.tick(now);
  }
}

/** The rules of faults that may have brought it about are named with it, once. */
function withFaults(problem: FoundProblem, faults: readonly RowFault[]): FoundProblem {
  if (faults.length === 0 || problem.treatedBy !== undefined) return problem;
  return { ...problem, treatedBy: [...new Set(faults.map(({ rule }) => rule))] };
}
