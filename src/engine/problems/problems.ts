/** Problems of one capture: passes the findings of the rules to the store, the rows and the listener. */
import type { PacketProblem } from '../../mqtt/dissect/dissection.ts';
import type { EndCause } from '../endCauses/endCauses.ts';
import type { Irregularity } from '../exchanges/irregularity.ts';
import type { RowFault } from '../faults/rowFault.ts';
import type { FoundProblem } from '../findings/problem.ts';
import type { Direction } from '../log/columns/direction.ts';
import type { PublishShape } from '../log/columns/publishShape.ts';
import type { SeenPacket } from '../rules/memory/seenPacket.ts';
import type { StreamMemory } from '../rules/memory/streamMemory.ts';
import type { StreamFacts } from '../streams/streamFacts.ts';
import { type CutPacket, type FinderContext, ProblemFinder } from './problemFinder.ts';
import { type ProblemBounds, ProblemStore } from './problemStore.ts';
import type { Unjudged } from './unjudged.ts';

export interface ProblemContext {
  readonly topicName: FinderContext['topicName'];
  readonly hasLeadingSlash: FinderContext['hasLeadingSlash'];
  readonly isSentUnasked?: FinderContext['isSentUnasked'];
  readonly messageLog: FinderContext['messageLog'];
  readonly isOfOthers: FinderContext['isOfOthers'];
  readonly needsComparison: FinderContext['needsComparison'];
  readonly leftBehind: FinderContext['leftBehind'];
  readonly openMessages: FinderContext['openMessages'];
  /** Number of problems to keep. */
  readonly bounds?: ProblemBounds | undefined;
  /** Injected faults of a packet that are known when a problem is found on it. */
  readonly faults: (packet: number) => readonly RowFault[];
  /** Called for a packet with a problem above a note. It may not be in the log yet, or no longer. */
  readonly mark: (problem: FoundProblem) => void;
  /** Called for each found problem. */
  readonly onProblem?: ((problem: FoundProblem) => void) | undefined;
  /** Called for each packet whose content no rule can judge. */
  readonly onUnjudged?: ((why: Unjudged) => void) | undefined;
}

/** µs between two checks after which events in between may be missed, because the tab was suspended. */
const LONGEST_ABSENCE = 5_000_000;

export class Problems {
  readonly store: ProblemStore;
  readonly #finder: ProblemFinder;
  readonly #faults: ProblemContext['faults'];
  /** Adds a problem from any source. */
  readonly add: (found: FoundProblem) => void;
  #seen: SeenPacket | undefined;
  /** Time of the last packet, µs. */
  #cameAt = Number.NEGATIVE_INFINITY;
  #lookedAt = Number.NEGATIVE_INFINITY;

  constructor({ faults, mark, onProblem, onUnjudged, bounds, ...context }: ProblemContext) {
    this.store = new ProblemStore(bounds);
    this.#faults = faults;
    this.add = (found) => {
      const problem = withFaults(found, faults(found.packet));
      this.store.add(problem);
      if (problem.severity !== 'note') mark(problem);
      onProblem?.(problem);
    };
    this.#finder = new ProblemFinder({
      ...context,
      found: this.add,
      unjudged: (why) => onUnjudged?.(why),
    });
  }

  /** Fast path for a plain PUBLISH. @returns false: it needs the full checks */
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

  /** Returns the memory of the stream if only the packet itself can be wrong at this time. */
  settledMemory(stream: StreamFacts, direction: Direction, time: number): StreamMemory | undefined {
    return this.#finder.settledMemory(stream, direction, time);
  }

  /** Like `settledMemory`, also for packets above QoS 0 and their acknowledgements. */
  settledMemoryForAcks(
    stream: StreamFacts,
    direction: Direction,
    time: number,
  ): StreamMemory | undefined {
    return this.#finder.settledMemoryForAcks(stream, direction, time);
  }

  /** Counts packets that skip the checks. */
  passed(time: number): void {
    this.#cameAt = time;
  }

  /** Call before the stream learns from the packet. */
  see(packet: SeenPacket): void {
    this.#seen = packet;
    this.#cameAt = packet.time;
    this.#finder.see(packet);
  }

  /** Handles an irregularity of exchanges for the last packet. */
  irregular(irregularity: Irregularity): void {
    if (this.#seen !== undefined) this.#finder.irregular([irregularity], this.#seen);
  }

  /** Handles faults of a packet that become known later. */
  treated(packet: number): void {
    for (const problem of this.store.ofPacket(packet)) {
      this.store.replace(problem, withFaults(problem, this.#faults(packet)));
    }
  }

  broken(packet: CutPacket, problem: PacketProblem, inside?: readonly PacketProblem[]): void {
    this.#finder.broken(packet, problem, inside);
  }

  packetProblem(number: number, stream: StreamFacts, time: number, problem: PacketProblem): void {
    this.#finder.packetProblem(number, stream, time, problem);
  }

  gap(stream: StreamFacts): void {
    this.#finder.gap(stream);
  }

  wasAway(server: string | undefined): void {
    this.#finder.wasAway(server);
  }

  lacksPackets(stream: StreamFacts): boolean {
    return this.#finder.lacksPackets(stream);
  }

  rival(stream: StreamFacts, time: number): void {
    this.#finder.rival(stream, time);
  }

  closed(
    stream: StreamFacts,
    time: number | undefined,
    causeOf?: () => EndCause | undefined,
  ): void {
    this.#finder.closed(stream, time, causeOf);
  }

  /** Checks timeouts of a live capture. */
  tick(now: number): void {
    const absence = now - Math.max(this.#lookedAt, this.#cameAt);
    this.#lookedAt = now;
    if (absence <= LONGEST_ABSENCE) this.#finder.tick(now);
  }

  /** Call before problems of a live capture are listed. */
  requested(now: number): void {
    this.#finder.requested(now);
  }

  /** Ends the capture at that time and judges everything that is still pending. */
  end(now: number): void {
    this.#finder.end(now);
  }
}

/** Adds the fault rules that may have caused the problem, each once. */
function withFaults(problem: FoundProblem, faults: readonly RowFault[]): FoundProblem {
  if (faults.length === 0 || problem.treatedBy !== undefined) return problem;
  return { ...problem, treatedBy: [...new Set(faults.map(({ rule }) => rule))] };
}
