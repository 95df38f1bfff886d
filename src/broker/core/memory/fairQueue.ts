/** Work that may take long, in slices: one thing after the other for each owner, the owners in turn. */
import type { Steps, Turn } from './timeSlice.ts';

/** The client by the name of its session; undefined: the broker itself. */
export type Owner = string | undefined;

type Work = () => Steps<unknown>;

interface Lane {
  /** What is being done. */
  steps: Steps<unknown> | undefined;
  /** What comes after it. */
  readonly waiting: Work[];
  isRunning: boolean;
}

export class Lanes {
  readonly #turn: Turn;
  readonly #failed: (error: unknown) => void;
  /** Those with something to do; whose turn it is next comes first. */
  readonly #lanes = new Map<Owner, Lane>();

  constructor(turn: Turn, failed: (error: unknown) => void) {
    this.#turn = turn;
    this.#failed = failed;
  }

  /** Nobody has anything to do. */
  get isIdle(): boolean {
    return this.#lanes.size === 0;
  }

  isBusy(owner: Owner): boolean {
    return this.#lanes.size > 0 && this.#lanes.has(owner);
  }

  /** At once, as far as this turn reaches, or after what this owner has to do already. */
  do(owner: Owner, work: Work): void {
    const known = this.#lanes.get(owner);
    if (known !== undefined) {
      known.waiting.push(work);
      return;
    }
    const lane: Lane = { steps: undefined, waiting: [work], isRunning: false };
    this.#lanes.set(owner, lane);
    if (!this.#turn.isOver) this.#run(owner, lane);
  }

  /** Goes on with what is to be done until the turn is over. */
  elapse(): void {
    // Those that are not done come again at the end.
    for (const [owner, lane] of this.#lanes) {
      this.#run(owner, lane);
      if (this.#turn.isOver) return;
    }
  }

  #run(owner: Owner, lane: Lane): void {
    if (lane.isRunning) return;
    lane.isRunning = true;
    while (this.#goOn(lane) && !this.#turn.isOver);
    lane.isRunning = false;
    this.#lanes.delete(owner);
    if (lane.steps !== undefined || lane.waiting.length > 0) this.#lanes.set(owner, lane);
  }

  /** False where it is in the middle of something, or nothing is left to do. */
  #goOn(lane: Lane): boolean {
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
