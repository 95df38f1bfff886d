/**
 * Whether a user name and a password belong together. Hashes are worked out beside the event loop,
 * few at once; who waits has its turn by address and name, so that a flood does not keep out others.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { availableParallelism } from 'node:os';
import type { HashedUsers } from './passwordFile.ts';
import { isPassword, noPassword, type ScryptHash, USUAL_COST } from './scryptHash.ts';
import { isUser, type Users } from './users.ts';

export type Finding = 'right' | 'wrong' | 'busy';

/** Who asks. */
export interface Asking {
  /** Without the port. */
  readonly host: string;
  /** False: nobody waits for the answer any more. */
  readonly isOpen: () => boolean;
}

interface Waiting {
  readonly asking: Asking;
  readonly name: string;
  readonly work: () => Promise<boolean>;
  readonly answer: (finding: Finding) => void;
}

interface CheckLimits {
  /** Node has four threads for such work and for files; and the event loop needs a core. */
  readonly atOnce: number;
  /** About half of the ten seconds that a client has to connect. */
  readonly waiting: number;
  /** Who is turned away at once comes back at once, and a flood grows by it. Milliseconds. */
  readonly busyDelay: number;
}

const USUAL_LIMITS: CheckLimits = {
  atOnce: Math.max(1, Math.min(2, availableParallelism() - 1)),
  waiting: 128,
  busyDelay: 1_000,
};

/** Names share turns by lot: with a turn for each, one could see by the time which there are. */
const TURNS_OF_A_HOST = 16;

export class UserCheck {
  readonly #plain: Users;
  readonly #hashed: HashedUsers;
  /** Stands in for users that are not there, so that they take as long. */
  readonly #nobody: ScryptHash;
  readonly #key = randomBytes(32);
  /** By name, a digest of the password that was right: who comes again need not wait. */
  readonly #known = new Map<string, Buffer>();
  /** By host and name, in the order of their turns. */
  readonly #queues = new Map<string, Waiting[]>();
  readonly #limits: CheckLimits;
  #waiting = 0;
  #working = 0;

  constructor(plain: Users, hashed: HashedUsers, limits: Partial<CheckLimits> = {}) {
    this.#plain = plain;
    this.#hashed = hashed;
    this.#limits = { ...USUAL_LIMITS, ...limits };
    const dearest = [...hashed.values()].sort((a, b) => b.ln - a.ln || b.r * b.p - a.r * a.p)[0];
    this.#nobody = noPassword(dearest ?? USUAL_COST);
  }

  get size(): number {
    return this.#plain.size + this.#hashed.size;
  }

  /** At once where no hash has to be worked out. */
  check(name: string, password: Uint8Array, asking: Asking): Finding | Promise<Finding> {
    if (isUser(this.#plain, name, password)) return 'right';
    if (this.#hashed.size === 0) return 'wrong';
    if (this.#isKnown(name, password)) return 'right';
    return new Promise((answer) => {
      const work = async (): Promise<boolean> => {
        // An earlier one in the queue may have shown it meanwhile.
        if (this.#isKnown(name, password)) return true;
        const expected = this.#hashed.get(name);
        const isRight = await isPassword(password, expected ?? this.#nobody);
        if (expected === undefined || !isRight) return false;
        this.#known.set(name, this.#digest(password));
        return true;
      };
      this.#wait({ asking, name, work, answer });
      this.#next();
    });
  }

  #digest(of: Uint8Array | string): Buffer {
    return createHmac('sha256', this.#key).update(of).digest();
  }

  #isKnown(name: string, password: Uint8Array): boolean {
    const digest = this.#digest(password);
    const known = this.#known.get(name);
    return timingSafeEqual(known ?? this.#key, digest) && known !== undefined;
  }

  /** Where too many wait, one of those who have most of them gives way. */
  #wait(waiting: Waiting): void {
    const turn = `${waiting.asking.host} ${(this.#digest(waiting.name)[0] ?? 0) % TURNS_OF_A_HOST}`;
    const own = this.#queues.get(turn) ?? [];
    if (this.#waiting >= this.#limits.waiting) {
      const longest = [...this.#queues.values()].reduce((a, b) => (b.length > a.length ? b : a));
      if (own.length + 1 >= longest.length) {
        this.#turnAway(waiting);
        return;
      }
      const last = longest.pop();
      if (last !== undefined) this.#turnAway(last);
      this.#waiting -= 1;
    }
    own.push(waiting);
    this.#queues.set(turn, own);
    this.#waiting += 1;
  }

  #turnAway({ answer }: Waiting): void {
    setTimeout(() => answer('busy'), this.#limits.busyDelay).unref();
  }

  #next(): void {
    while (this.#working < this.#limits.atOnce) {
      const waiting = this.#take();
      if (waiting === undefined) return;
      this.#working += 1;
      waiting.work().then(
        (isRight) => this.#done(waiting, isRight ? 'right' : 'wrong'),
        () => this.#done(waiting, 'busy'),
      );
    }
  }

  #done({ answer }: Waiting, finding: Finding): void {
    this.#working -= 1;
    answer(finding);
    this.#next();
  }

  /** The first of those whose turn it is; who has gone is passed over. */
  #take(): Waiting | undefined {
    for (const [turn, queue] of this.#queues) {
      this.#queues.delete(turn);
      let first = queue.shift();
      while (first !== undefined) {
        this.#waiting -= 1;
        if (first.asking.isOpen()) break;
        first.answer('busy');
        first = queue.shift();
      }
      if (queue.length > 0) this.#queues.set(turn, queue);
      if (first !== undefined) return first;
    }
    return undefined;
  }
}
