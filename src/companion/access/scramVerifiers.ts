/**
 * Finds SCRAM verifiers by method and user name. A name without a verifier gets a stand-in: its salt and
 * iteration count are fixed for the name and distributed like those of the existing users, so they do not
 * reveal which names exist.
 */
import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { LEAST_ITERATIONS, type ScramVerifier } from '../../mqtt/scram/scram.ts';
import { SCRAM_METHODS, type ScramMethod } from '../../mqtt/scram/scramMethods.ts';
import type { HashedUsers, PasswordHash } from './passwordFile.ts';
import { KEY_BYTES, keysFor, SALT_BYTES, type ScramHash } from './scramHash.ts';
import type { Users } from './users.ts';

/** RFC 5869 allows 255 blocks of SHA-256. */
const LONGEST_SALT = 255 * 32;

/** Public parts of a verifier, and how many users have them. */
interface Shape {
  readonly iterations: number;
  readonly saltBytes: number;
  users: number;
}

interface Derived {
  readonly password: string;
  readonly verifier: ScramVerifier;
}

interface ScramUsers {
  readonly plain: Users;
  readonly hashed: HashedUsers;
}

export class ScramVerifiers {
  readonly #secret = randomBytes(32);
  readonly #users: ScramUsers;
  /** Verifiers of plain-text passwords, by method and user name. */
  #derived = new Map<string, Derived>();
  /** Shapes by method. Valid only for `#shapesFor`. */
  readonly #shapes = new Map<ScramMethod, readonly Shape[]>();
  #shapesFor: ScramUsers | undefined;

  /** @param users object whose `plain` and `hashed` are always current */
  constructor(users: ScramUsers) {
    this.#users = users;
  }

  /**
   * Derives the verifiers of plain-text passwords before they are needed: a derivation during a sign-in
   * would show by its time that the user exists.
   */
  async prepare(plain: Users): Promise<void> {
    const derived = new Map<string, Derived>();
    for (const [name, password] of plain) {
      for (const method of SCRAM_METHODS) {
        const key = keyOf(method, name);
        const before = this.#derived.get(key);
        derived.set(
          key,
          before?.password === password
            ? before
            : { password, verifier: await this.#derive(method, name, password) },
        );
      }
    }
    this.#derived = derived;
  }

  /** Whether any user can sign in by this method. */
  offers(method: ScramMethod): boolean {
    return this.#shapesOf(method).length > 0;
  }

  /** Does the same work for every name. */
  find(method: ScramMethod, name: string): { verifier: ScramVerifier; isKnown: boolean } {
    const standIn = this.#standIn(method, name);
    const verifier = this.#known(method, name);
    return { verifier: verifier ?? standIn, isKnown: verifier !== undefined };
  }

  #known(method: ScramMethod, name: string): ScramVerifier | undefined {
    const { plain, hashed } = this.#users;
    const hash = hashed.get(name);
    const password = plain.get(name);
    const derived = this.#derived.get(keyOf(method, name));
    if (hash !== undefined) return isFor(hash, method) ? hash : undefined;
    return password !== undefined && derived?.password === password ? derived.verifier : undefined;
  }

  async #derive(method: ScramMethod, name: string, password: string): Promise<ScramVerifier> {
    const salt = this.#bytes('salt', method, name, SALT_BYTES);
    const iterations = LEAST_ITERATIONS;
    const { storedKey, serverKey } = await keysFor(method, password, salt, iterations);
    return { salt, iterations, storedKey, serverKey };
  }

  #standIn(method: ScramMethod, name: string): ScramVerifier {
    const { iterations, saltBytes } = this.#shapeFor(method, name);
    const none = this.#bytes('no key', method, name, KEY_BYTES[method]);
    const salt = this.#bytes('salt', method, name, saltBytes);
    return { salt, iterations, storedKey: none, serverKey: none };
  }

  /**
   * Weighted rendezvous hashing: a shape is selected as often as users have it, and the selection for a
   * name changes only if the shapes or their weights do.
   */
  #shapeFor(method: ScramMethod, name: string): Omit<Shape, 'users'> {
    let best: Omit<Shape, 'users'> = { iterations: LEAST_ITERATIONS, saltBytes: SALT_BYTES };
    let least = Number.POSITIVE_INFINITY;
    for (const shape of this.#shapesOf(method)) {
      const { iterations, saltBytes, users } = shape;
      const digest = this.#digest(`shape ${iterations} ${saltBytes} ${keyOf(method, name)}`);
      const score = -Math.log((digest.readUInt32BE() + 1) / 2 ** 32) / users;
      if (score >= least) continue;
      least = score;
      best = shape;
    }
    return best;
  }

  #shapesOf(method: ScramMethod): readonly Shape[] {
    const { plain, hashed } = this.#users;
    if (this.#shapesFor?.plain !== plain || this.#shapesFor.hashed !== hashed) this.#shapes.clear();
    this.#shapesFor = { plain, hashed };
    const before = this.#shapes.get(method);
    if (before !== undefined) return before;
    const shapes = new Map<string, Shape>();
    const add = (iterations: number, saltBytes: number, users: number): void => {
      const key = `${iterations} ${saltBytes}`;
      const shape = shapes.get(key) ?? { iterations, saltBytes, users: 0 };
      shape.users += users;
      shapes.set(key, shape);
    };
    if (plain.size > 0) add(LEAST_ITERATIONS, SALT_BYTES, plain.size);
    for (const hash of hashed.values()) {
      if (isFor(hash, method)) add(hash.iterations, hash.salt.length, 1);
    }
    const all = [...shapes.values()];
    this.#shapes.set(method, all);
    return all;
  }

  #bytes(use: string, method: ScramMethod, name: string, length: number): Uint8Array {
    const own = this.#digest(`${use} ${keyOf(method, name)}`);
    return new Uint8Array(hkdfSync('sha256', own, '', '', Math.min(length, LONGEST_SALT)));
  }

  #digest(text: string): Buffer {
    return createHmac('sha256', this.#secret).update(text).digest();
  }
}

const keyOf = (method: ScramMethod, name: string): string => `${method} ${name}`;

const isFor = (hash: PasswordHash, method: ScramMethod): hash is ScramHash =>
  'method' in hash && hash.method === method;
