/**
 * Whether a user name and a password belong together. Hashes are worked out beside the event loop,
 * few at once; who waits has its turn by address, so that a flood from one does not keep out another.
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

/** Node has four threads for such work and for files; and the event loop needs a core. */
const AT_ONCE = Math.max(1, Math.min(2, availableParallelism() - 1));
/** About ten seconds' work, which is what a client has to connect. */
const MOST_WAITING = 256;

export class UserCheck {
  readonly #plain: Users;
  readonly #hashed: HashedUsers;
  /** Stands in for users that are not there, so that they take as long. */
  readonly #nobody: ScryptHash;
  readonly #key = randomBytes(32);
  /** By name, a digest of the password that was right: who comes again need not wait. */
  readonly #known = new Map<string, Buffer>();
  /** By host, in the order of their turns. */
  readonly #queues = new Map<string, Waiting[]>();
  readonly #atOnce: number;
  readonly #mostWaiting: number;
  #waiting = 0;
  #working = 0;

  constructor(plain: Users, hashed: HashedUsers, atOnce = AT_ONCE, mostWaiting = MOST_WAITING) {
    this.#plain = plain;
    this.#hashed = hashed;
    this.#atOnce = atOnce;
    this.#mostWaiting = mostWaiting;
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

  #digest(password: Uint8Array): Buffer {
    return createHmac('sha256', this.#key).update(password).digest();
  }

  #isKnown(name: string, password: Uint8Array): boolean {
    const digest = this.#digest(password);
    const known = this.#known.get(name);
    return timingSafeEqual(known ?? this.#key, digest) && known !== undefined;
  }

  /** Where too many wait, one of the host that has most of them gives way. */
  #wait(waiting: Waiting): void {
    const { host } = waiting.asking;
    const own = this.#queues.get(host) ?? [];
    if (this.#waiting >= this.#mostWaiting) {
      const longest = [...this.#queues.values()].reduce((a, b) => (b.length > a.length ? b : a));
      if (own.length + 1 >= longest.length) {
        waiting.answer('busy');
        return;
      }
      longest.pop()?.answer('busy');
      this.#waiting -= 1;
    }
    own.push(waiting);
    this.#queues.set(host, own);
    this.#waiting += 1;
  }

  #next(): void {
    while (this.#working < this.#atOnce) {
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

  /** The first of the host whose turn it is; who has gone is passed over. */
  #take(): Waiting | undefined {
    for (const [host, queue] of this.#queues) {
      this.#queues.delete(host);
      let first = queue.shift();
      while (first !== undefined) {
        this.#waiting -= 1;
        if (first.asking.isOpen()) break;
        first.answer('busy');
        first = queue.shift();
      }
      if (queue.length > 0) this.#queues.set(host, queue);
      if (first !== undefined) return first;
    }
    return undefined;
  }
}
