/** Divides long work into slices: one task after the other for each owner, owners in turn. */
import type { Steps, TimeSlice } from './timeSlice.ts';

/** Name of a client's session; undefined: the broker itself. */
export type Owner = string | undefined;

type Work = () => Steps<unknown>;

interface Lane {
  /** Current task. */
  steps: Steps<unknown> | undefined;
  /** Later tasks. */
  readonly waiting: Work[];
  isRunning: boolean;
}

export class FairQueue {
  readonly #timeSlice: TimeSlice;
  readonly #failed: (error: unknown) => void;
  /** Owners with work, next one first. */
  readonly #lanes = new Map<Owner, Lane>();

  constructor(timeSlice: TimeSlice, failed: (error: unknown) => void) {
    this.#timeSlice = timeSlice;
    this.#failed = failed;
  }

  /** True if no owner has work. */
  get isIdle(): boolean {
    return this.#lanes.size === 0;
  }

  isBusy(owner: Owner): boolean {
    return this.#lanes.size > 0 && this.#lanes.has(owner);
  }

  /** Runs the work now as far as the time slice allows, or after the owner's earlier work. */
  do(owner: Owner, work: Work): void {
    const known = this.#lanes.get(owner);
    if (known !== undefined) {
      known.waiting.push(work);
      return;
    }
    const lane: Lane = { steps: undefined, waiting: [work], isRunning: false };
    this.#lanes.set(owner, lane);
    if (!this.#timeSlice.isOver) this.#run(owner, lane);
  }

  /** Continues pending work until the time slice is used up. */
  elapse(): void {
    // Unfinished owners are appended at the end again.
    for (const [owner, lane] of this.#lanes) {
      this.#run(owner, lane);
      if (this.#timeSlice.isOver) return;
    }
  }

  #run(owner: Owner, lane: Lane): void {
    if (lane.isRunning) return;
    lane.isRunning = true;
    while (this.#advance(lane) && !this.#timeSlice.isOver);
    lane.isRunning = false;
    this.#lanes.delete(owner);
    if (lane.steps !== undefined || lane.waiting.length > 0) this.#lanes.set(owner, lane);
  }

  /** Returns false if a task is interrupted or the lane is empty. */
  #advance(lane: Lane): boolean {
    try {
      lane.steps ??= lane.waiting.shift()?.();
      if (lane.steps === undefined) return false;
      if (lane.steps.next().done !== true) return false;
    } catch (error) {
      this.#failed(error);
    }
    lane.steps = undefined;
    return lane.waiting.length > 0;
  }
}
