/**
 * Whether a user name and a password belong together. Hashes are worked out beside the event loop,
 * few at once; who waits has its turn by address and name, so that a flood does not keep out others.
 * Whoever was wrong often has to wait, by address and name together.
 */
import { createHmac, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { performance } from 'node:perf_hooks';
import type { ScramVerifier } from '../mqtt/scram/scram.ts';
import type { ScramMethod } from '../mqtt/scram/scramMethods.ts';
import type { HashedUsers, PasswordHash } from './passwordFile.ts';
import { formatScram, isScramPassword, noScramPassword, type ScramHash } from './scramHash.ts';
import { formatHash, isPassword, noPassword } from './scryptHash.ts';
import { SignInBackOff } from './signInBackOff.ts';
import { isUser, type Users } from './users.ts';

/** `later`: it was not looked at, because too many different ones were wrong. */
export type Finding = 'right' | 'wrong' | 'busy' | 'later';

/** Who asks. */
export interface Asking {
  /** Without the port; a network where all of it is one machine's. */
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
  /** ms of a clock that never goes back. */
  readonly now: () => number;
}

const USUAL_LIMITS: CheckLimits = {
  atOnce: Math.max(1, Math.min(2, availableParallelism() - 1)),
  waiting: 128,
  busyDelay: 1_000,
  now: () => performance.now(),
};

/** Names share turns by lot: with a turn for each, one could see by the time which there are. */
const TURNS_OF_A_HOST = 16;

export class UserCheck {
  #plain: Users;
  #hashed: HashedUsers;
  /** Of each kind one, which stands in for users that are not there, or are of the other kind: all take as long. */
  #nobodies: readonly PasswordHash[];
  readonly #key = randomBytes(32);
  /** By name, a digest of the password that was right: who comes again need not wait. */
  readonly #known = new Map<string, Buffer>();
  /** By host and name, in the order of their turns. */
  readonly #queues = new Map<string, Waiting[]>();
  readonly #backOff = new SignInBackOff();
  readonly #limits: CheckLimits;
  #waiting = 0;
  #working = 0;
  #replacements = 0;

  constructor(plain: Users, hashed: HashedUsers, limits: Partial<CheckLimits> = {}) {
    this.#plain = plain;
    this.#hashed = hashed;
    this.#limits = { ...USUAL_LIMITS, ...limits };
    this.#nobodies = nobodiesAmong(hashed);
  }

  /** Others are the users from now on. Returns who is none any more, or has another password. */
  replace(plain: Users, hashed: HashedUsers): ReadonlySet<string> {
    const before = [...this.#plain, ...this.#hashed];
    const changed = before.filter(
      ([name, secret]) => !isSame(secret, hashed.get(name) ?? plain.get(name)),
    );
    this.#plain = plain;
    this.#hashed = hashed;
    this.#nobodies = nobodiesAmong(hashed);
    const names = new Set(changed.map(([name]) => name));
    for (const name of names) this.#known.delete(name);
    this.#replacements += 1;
    this.#backOff.forgetAttempts();
    return names;
  }

  get size(): number {
    return this.#plain.size + this.#hashed.size;
  }

  has(name: string): boolean {
    return this.#plain.has(name) || this.#hashed.has(name);
  }

  /** At once where no hash has to be worked out. */
  check(name: string, password: Uint8Array, asking: Asking): Finding | Promise<Finding> {
    const key = this.#digest(`${asking.host} ${name}`).toString('latin1');
    const attempt = this.#digest(password).toString('latin1');
    const gate = this.#backOff.enter(key, attempt, this.#limits.now());
    if (gate === 'known') return 'wrong';
    if (gate === 'closed') return this.#later('later');
    const replacements = this.#replacements;
    const found = (finding: Finding): Finding => {
      if (finding === 'right') this.#backOff.right(key);
      else if (finding === 'wrong') this.#backOff.wrong(key, attempt, this.#limits.now());
      else this.#backOff.left(key, attempt);
      // It was compared with what no longer holds.
      if (replacements !== this.#replacements) this.#backOff.forgetAttempts();
      return finding;
    };
    if (isUser(this.#plain, name, password)) return found('right');
    if (this.#hashed.size === 0) return found('wrong');
    if (this.#isKnown(name, password)) return found('right');
    return new Promise<Finding>((answer) => {
      const work = async (): Promise<boolean> => {
        // An earlier one in the queue may have shown it meanwhile.
        if (this.#isKnown(name, password)) return true;
        if (this.#backOff.isKnown(key, attempt)) return false;
        const expected = this.#hashed.get(name);
        const others = this.#nobodies.filter((one) => !isOfKind(one, expected));
        const tried = expected === undefined ? others : [expected, ...others];
        const [isRight] = await Promise.all(tried.map((hash) => isPasswordOf(password, hash)));
        if (expected === undefined || isRight !== true) return false;
        // They may have changed meanwhile.
        if (this.#hashed.get(name) !== expected) return false;
        this.#known.set(name, this.#digest(password));
        return true;
      };
      this.#wait({ asking, name, work, answer });
      this.#next();
    }).then(found);
  }

  /** Whether some user can sign in with SCRAM by this method. */
  hasScram(method: ScramMethod): boolean {
    return this.#plain.size > 0 || [...this.#hashed.values()].some((hash) => isFor(hash, method));
  }

  /** What is kept for SCRAM of a user's password, or the password itself; undefined: neither. */
  scramOf(method: ScramMethod, name: string): ScramVerifier | string | undefined {
    const hash = this.#hashed.get(name);
    return hash === undefined ? this.#plain.get(name) : isFor(hash, method) ? hash : undefined;
  }

  /** Before a proof is looked at: `later`, or what is to be told whether it was right. */
  enterScram(
    host: string,
    name: string,
    proof: Uint8Array | undefined,
  ): 'later' | ((isRight: boolean) => void) {
    const key = this.#digest(`${host} ${name}`).toString('latin1');
    const attempt = this.#digest(proof ?? '').toString('latin1');
    if (this.#backOff.enter(key, attempt, this.#limits.now()) === 'closed') return 'later';
    return (isRight) => {
      if (isRight) this.#backOff.right(key);
      else this.#backOff.wrong(key, attempt, this.#limits.now());
    };
  }

  /** Who is turned away at once comes back at once. */
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

  /** Where too many wait, one gives way, whichever it is, of the host that has most of them. */
  #wait(waiting: Waiting): void {
    const turn = `${waiting.asking.host} ${(this.#digest(waiting.name)[0] ?? 0) % TURNS_OF_A_HOST}`;
    const own = this.#queues.get(turn) ?? [];
    own.push(waiting);
    this.#queues.set(turn, own);
    this.#waiting += 1;
    if (this.#waiting > this.#limits.waiting) this.#turnOneAway();
  }

  #turnOneAway(): void {
    const byHost = new Map<string, Waiting[]>();
    for (const queue of this.#queues.values()) {
      for (const one of queue) {
        const { host } = one.asking;
        byHost.set(host, [...(byHost.get(host) ?? []), one]);
      }
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

/** Each as dear as the dearest of its kind. */
function nobodiesAmong(hashed: HashedUsers): readonly PasswordHash[] {
  const all = [...hashed.values()];
  const [scrypt] = all
    .flatMap((hash) => ('ln' in hash ? [hash] : []))
    .sort((a, b) => b.ln - a.ln || b.r * b.p - a.r * a.p);
  const [scram] = all.filter(isOfScram).sort((a, b) => b.iterations - a.iterations);
  return [...(scrypt ? [noPassword(scrypt)] : []), ...(scram ? [noScramPassword(scram)] : [])];
}

const isOfKind = (one: PasswordHash, other: PasswordHash | undefined): boolean =>
  other !== undefined && 'ln' in one === 'ln' in other;

const isPasswordOf = (password: Uint8Array, hash: PasswordHash): Promise<boolean> =>
  'ln' in hash ? isPassword(password, hash) : isScramPassword(password, hash);

function isSame(a: string | PasswordHash, b: string | PasswordHash | undefined): boolean {
  if (typeof a === 'string' || typeof b === 'string' || b === undefined) return a === b;
  const text = (hash: PasswordHash): string =>
    'ln' in hash ? formatHash(hash) : formatScram(hash);
  return text(a) === text(b);
}

const isOfScram = (hash: PasswordHash | undefined): hash is ScramHash =>
  hash !== undefined && 'method' in hash;

const isFor = (hash: PasswordHash, method: ScramMethod): hash is ScramHash =>
  isOfScram(hash) && hash.method === method;
