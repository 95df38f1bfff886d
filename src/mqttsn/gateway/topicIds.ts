/** Topic ids between the gateway and a client (6.5). */
import { type SnTopicId, shortTopicId, shortTopicName } from '../snMessage.ts';

/** 0 and 0xFFFF are reserved (5.3.11). */
const LAST_ID = 0xfffe;
/** Estimated memory of an entry, without its name. */
const ENTRY_BYTES = 200;
/** Memory of a used predefined id, whose name is already stored. */
const USED_BYTES = 80;

export interface TopicIdLimits {
  readonly predefined: ReadonlyMap<number, string>;
  /** Maximum number of names per client. */
  readonly most: number;
  fits(bytes: number): boolean;
  charge(bytes: number): void;
}

export class TopicIds {
  readonly #limits: TopicIdLimits;
  readonly #names = new Map<number, string>();
  readonly #ids = new Map<string, number>();
  /** Ids that the client knows, because it registered them or accepted a REGISTER. */
  readonly #known = new Set<number>();
  /** Predefined ids that the client has used. */
  readonly #used = new Map<string, number>();

  #charged = 0;

  constructor(limits: TopicIdLimits) {
    this.#limits = limits;
  }

  /** The topic of an id from the client; undefined if unknown. */
  nameOf({ kind, id }: SnTopicId): string | undefined {
    if (kind === 'short') return shortTopicName(id);
    if (kind === 'normal') return this.#names.get(id);
    const name = this.#limits.predefined.get(id);
    if (name !== undefined && !this.#used.has(name)) {
      this.#charge(USED_BYTES);
      this.#used.set(name, id);
    }
    return name;
  }

  /** The id of a name, assigned if necessary; undefined if the limit is reached. */
  idOf(name: string): number | undefined {
    const known = this.#ids.get(name);
    if (known !== undefined) return known;
    const id = this.#ids.size + 1;
    const cost = ENTRY_BYTES + 2 * name.length;
    const isFull = this.#ids.size >= this.#limits.most || id > LAST_ID;
    if (isFull || !this.#limits.fits(cost)) return undefined;
    this.#charge(cost);
    this.#ids.set(name, id);
    this.#names.set(id, name);
    return id;
  }

  /** The client's id for a topic; undefined if it must be registered first. */
  knownAs(name: string): SnTopicId | undefined {
    const predefined = this.#used.get(name);
    // The predefined id may have changed.
    if (predefined !== undefined && this.#limits.predefined.get(predefined) === name)
      return { kind: 'predefined', id: predefined };
    const id = this.#ids.get(name);
    if (id !== undefined && this.#known.has(id)) return { kind: 'normal', id };
    const short = shortTopicId(name);
    return short === undefined ? undefined : { kind: 'short', id: short };
  }

  /** The client has sent or received the id; ignored if it has no name. */
  learn(id: number): void {
    if (this.#names.has(id)) this.#known.add(id);
  }

  /** The client has forgotten the id. */
  unlearn(id: number): void {
    this.#known.delete(id);
  }

  /** The client starts again: ids stay, and are registered again. */
  unlearnAll(): void {
    this.#known.clear();
  }

  /** A new session without the previous state. */
  clear(): void {
    this.#charge(-this.#charged);
    this.#names.clear();
    this.#ids.clear();
    this.#known.clear();
    this.#used.clear();
  }

  #charge(bytes: number): void {
    this.#limits.charge(bytes);
    this.#charged += bytes;
  }
}
