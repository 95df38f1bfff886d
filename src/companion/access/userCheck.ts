/**
 * Checks user names and passwords. Hashes are computed in Node's threads, few at once. Waiting clients have
 * turns by address and name, so a flood does not block others. Wrong passwords are counted by address and
 * name (`signInBackOff.ts`). Every check does the same work, whether or not the name exists.
 */
import { createHmac, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { performance } from 'node:perf_hooks';
import { append } from '../../base/append.ts';
import type { HashedUsers, PasswordHash } from './passwordFile.ts';
import { formatScram, isScramPassword, noScramPassword } from './scramHash.ts';
import { formatHash, isPassword, noPassword } from './scryptHash.ts';
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

/**
 * Turns of one host. Names are assigned to turns by hash, because a turn for each name would reveal existing
 * names by timing.
 */
const TURNS_OF_A_HOST = 16;

export class UserCheck {
  #plain: Users;
  #hashed: HashedUsers;
  /** Stand-in hashes, one per cost. A check computes one hash per cost, so all checks take equally long. */
  #standIns: ReadonlyMap<string, PasswordHash>;
  readonly #key = randomBytes(32);
  /** Digest of the last right password by name, so a reconnecting client need not wait. */
  readonly #known = new Map<string, Buffer>();
  /** Queues by host and name, in the order of their turns. */
  readonly #queues = new Map<string, Waiting[]>();
  readonly #limits: CheckLimits;
  #waiting = 0;
  #working = 0;
  #replacements = 0;

  constructor(plain: Users, hashed: HashedUsers, limits: Partial<CheckLimits> = {}) {
    this.#plain = plain;
    this.#hashed = hashed;
    this.#limits = { ...USUAL_LIMITS, backOff: new SignInBackOff(), ...limits };
    this.#standIns = standInsFor(hashed);
  }

  /** Replaces the users. Returns the names that are removed or have another password. */
  replace(plain: Users, hashed: HashedUsers): ReadonlySet<string> {
    const before = [...this.#plain, ...this.#hashed];
    const changed = before.filter(
      ([name, secret]) => !isSame(secret, hashed.get(name) ?? plain.get(name)),
    );
    this.#plain = plain;
    this.#hashed = hashed;
    this.#standIns = standInsFor(hashed);
    const names = new Set(changed.map(([name]) => name));
    for (const name of names) this.#known.delete(name);
    this.#replacements += 1;
    this.#limits.backOff.forgetAttempts();
    return names;
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
    const replacements = this.#replacements;
    const found = (finding: Finding): Finding => {
      if (finding === 'right') attempt.right();
      else if (finding === 'wrong') attempt.wrong(now());
      else attempt.left();
      // The password was compared with users that have been replaced meanwhile.
      if (replacements !== this.#replacements) backOff.forgetAttempts();
      return finding;
    };
    if (isUser(this.#plain, name, password)) return found('right');
    if (this.#hashed.size === 0) return found('wrong');
    if (this.#isKnown(name, password)) return found('right');
    return new Promise<Finding>((answer) => {
      const work = async (): Promise<boolean> => {
        // An earlier check in the queue may have verified the same password.
        if (this.#isKnown(name, password)) return true;
        if (attempt.isKnown) return false;
        const expected = this.#hashed.get(name);
        const own = expected && costOf(expected);
        const others = [...this.#standIns].flatMap(([cost, one]) => (cost === own ? [] : [one]));
        const tried = expected === undefined ? others : [expected, ...others];
        const [isRight] = await Promise.all(tried.map((hash) => isPasswordOf(password, hash)));
        if (expected === undefined || isRight !== true) return false;
        // The users may have changed meanwhile.
        if (this.#hashed.get(name) !== expected) return false;
        this.#known.set(name, this.#digest(password));
        return true;
      };
      this.#wait({ asking, name, work, answer });
      this.#next();
    }).then(found);
  }

  get plain(): Users {
    return this.#plain;
  }

  get hashed(): HashedUsers {
    return this.#hashed;
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

  #digest(of: Uint8Array | string): Buffer {
    return createHmac('sha256', this.#key).update(of).digest();
  }

  #isKnown(name: string, password: Uint8Array): boolean {
    const digest = this.#digest(password);
    const known = this.#known.get(name);
    return timingSafeEqual(known ?? this.#key, digest) && known !== undefined;
  }

  /** If too many wait, drops a random entry of the host that has most of them. */
  #wait(waiting: Waiting): void {
    const turn = `${waiting.asking.host} ${(this.#digest(waiting.name)[0] ?? 0) % TURNS_OF_A_HOST}`;
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

/** Costs of all users' hashes, each with a hash that no password matches. */
function standInsFor(hashed: HashedUsers): ReadonlyMap<string, PasswordHash> {
  const standIns = new Map<string, PasswordHash>();
  for (const hash of hashed.values()) {
    const cost = costOf(hash);
    if (standIns.has(cost)) continue;
    standIns.set(cost, 'ln' in hash ? noPassword(hash) : noScramPassword(hash));
  }
  return standIns;
}

const costOf = (hash: PasswordHash): string =>
  'ln' in hash ? `scrypt ${hash.ln} ${hash.r} ${hash.p}` : `${hash.method} ${hash.iterations}`;

const isPasswordOf = (password: Uint8Array, hash: PasswordHash): Promise<boolean> =>
  'ln' in hash ? isPassword(password, hash) : isScramPassword(password, hash);

function isSame(a: string | PasswordHash, b: string | PasswordHash | undefined): boolean {
  if (typeof a === 'string' || typeof b === 'string' || b === undefined) return a === b;
  const text = (hash: PasswordHash): string =>
    'ln' in hash ? formatHash(hash) : formatScram(hash);
  return text(a) === text(b);
}
