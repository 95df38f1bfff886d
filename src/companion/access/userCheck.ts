/**
 * Checks user names and passwords. Hashes are computed in Node's threads, few at once. Waiting clients have
 * turns by address and name, so a flood does not block others. Wrong passwords are counted by address and
 * name (`signInBackOff.ts`).
 */
import { createHmac, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { performance } from 'node:perf_hooks';
import { append } from '../../base/append.ts';
import type { HashedUsers, PasswordHash } from './passwordFile.ts';
import { isScramPassword } from './scramHash.ts';
import { isPassword } from './scryptHash.ts';
import { SignInBackOff } from './signInBackOff.ts';
import { isUser, type Users } from './users.ts';

/** `later`: not checked, because too many different passwords were wrong. */
export type Finding = 'right' | 'wrong' | 'busy' | 'later';

/** Client that signs in. */
export interface Asking {
  /** Machine, as formatted by `machineOf`. */
  readonly host: string;
  /** False if the client has disconnected. */
  readonly isOpen: () => boolean;
}

interface Waiting {
  readonly asking: Asking;
  readonly name: string;
  readonly work: () => Promise<boolean>;
  readonly answer: (finding: Finding) => void;
}

interface CheckLimits {
  /** Checks at once. Node has four threads for this and for files, and the event loop needs a core. */
  readonly atOnce: number;
  /** Limit of waiting checks: about half of the ten seconds that a client has to connect. */
  readonly waiting: number;
  /** ms before a rejection. A client that is rejected at once retries at once, so a flood would grow. */
  readonly busyDelay: number;
  /** Monotonic clock, ms. */
  readonly now: () => number;
  /** Records of wrong passwords. */
  readonly backOff: SignInBackOff;
}

const USUAL_LIMITS: Omit<CheckLimits, 'backOff'> = {
  atOnce: Math.max(1, Math.min(2, availableParallelism() - 1)),
  waiting: 128,
  busyDelay: 1_000,
  now: () => performance.now(),
};

export class UserCheck {
  readonly #plain: Users;
  readonly #hashed: HashedUsers;
  readonly #key = randomBytes(32);
  /** Digest of the last right password by name, so a reconnecting client need not wait. */
  readonly #known = new Map<string, Buffer>();
  /** Queues by host and name, in the order of their turns. */
  readonly #queues = new Map<string, Waiting[]>();
  readonly #limits: CheckLimits;
  #waiting = 0;
  #working = 0;

  constructor(plain: Users, hashed: HashedUsers, limits: Partial<CheckLimits> = {}) {
    this.#plain = plain;
    this.#hashed = hashed;
    this.#limits = { ...USUAL_LIMITS, backOff: new SignInBackOff(), ...limits };
  }

  get size(): number {
    return this.#plain.size + this.#hashed.size;
  }

  has(name: string): boolean {
    return this.#plain.has(name) || this.#hashed.has(name);
  }

  /** Returns at once if no hash must be computed. */
  check(name: string, password: Uint8Array, asking: Asking): Finding | Promise<Finding> {
    const { backOff, now } = this.#limits;
    const gate = backOff.enter({ host: asking.host, name, secret: password }, now());
    if (gate.kind === 'known') return 'wrong';
    if (gate.kind === 'closed') return this.#later('later');
    const { attempt } = gate;
    const found = (finding: Finding): Finding => {
      if (finding === 'right') attempt.right();
      else if (finding === 'wrong') attempt.wrong(now());
      else attempt.left();
      return finding;
    };
    if (isUser(this.#plain, name, password)) return found('right');
    const expected = this.#hashed.get(name);
    if (expected === undefined) return found('wrong');
    if (this.#isKnown(name, password)) return found('right');
    return new Promise<Finding>((answer) => {
      const work = async (): Promise<boolean> => {
        // An earlier check in the queue may have verified the same password.
        if (this.#isKnown(name, password)) return true;
        if (attempt.isKnown) return false;
        if (!(await isPasswordOf(password, expected))) return false;
        this.#known.set(name, this.#digest(password));
        return true;
      };
      this.#wait({ asking, name, work, answer });
      this.#next();
    }).then(found);
  }

  /** Called before a proof of SCRAM is checked. Returns `later`, or the function to call with the result. */
  enterScram(
    host: string,
    name: string,
    proof: Uint8Array | undefined,
  ): 'later' | ((isRight: boolean) => void) {
    const { backOff, now } = this.#limits;
    const gate = backOff.enter({ host, name, secret: proof }, now());
    if (gate.kind === 'closed') return 'later';
    return (isRight) => {
      if (gate.kind !== 'open') return;
      if (isRight) gate.attempt.right();
      else gate.attempt.wrong(now());
    };
  }

  /** Delays a rejection, because a client that is rejected at once retries at once. */
  #later(finding: Finding): Promise<Finding> {
    return new Promise((answer) => {
      setTimeout(() => answer(finding), this.#limits.busyDelay).unref();
    });
  }

  #digest(of: Uint8Array): Buffer {
    return createHmac('sha256', this.#key).update(of).digest();
  }

  #isKnown(name: string, password: Uint8Array): boolean {
    const digest = this.#digest(password);
    const known = this.#known.get(name);
    return timingSafeEqual(known ?? this.#key, digest) && known !== undefined;
  }

  /** If too many wait, drops a random entry of the host that has most of them. */
  #wait(waiting: Waiting): void {
    const turn = `${waiting.asking.host} ${waiting.name}`;
    append(this.#queues, turn, waiting);
    this.#waiting += 1;
    if (this.#waiting > this.#limits.waiting) this.#turnOneAway();
  }

  #turnOneAway(): void {
    const byHost = new Map<string, Waiting[]>();
    for (const queue of this.#queues.values()) {
      for (const one of queue) append(byHost, one.asking.host, one);
    }
    const most = [...byHost.values()].reduce((a, b) => (b.length > a.length ? b : a));
    const leaving = most[randomInt(most.length)];
    for (const [turn, queue] of this.#queues) {
      const place = leaving === undefined ? -1 : queue.indexOf(leaving);
      if (place < 0) continue;
      queue.splice(place, 1);
      if (queue.length === 0) this.#queues.delete(turn);
      this.#waiting -= 1;
    }
    if (leaving !== undefined) void this.#later('busy').then(leaving.answer);
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

  /** Takes the next waiting check in turn, skipping clients that have disconnected. */
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

const isPasswordOf = (password: Uint8Array, hash: PasswordHash): Promise<boolean> =>
  'ln' in hash ? isPassword(password, hash) : isScramPassword(password, hash);
