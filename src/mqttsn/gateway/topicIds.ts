/** Which number stands for which topic, between the gateway and one client (6.5). */
import { type SnTopicId, shortTopicId, shortTopicName } from '../snMessage.ts';

/** 0 and 0xFFFF are reserved (5.3.11). */
const LAST_ID = 0xfffe;
/** Estimated memory of an entry beside its name. */
const ENTRY_BYTES = 200;
/** Of a predefined one that is used; its name is there already. */
const USED_BYTES = 80;

export interface TopicRoom {
  readonly predefined: ReadonlyMap<number, string>;
  /** Names that one client may have. */
  readonly most: number;
  fits(bytes: number): boolean;
  charge(bytes: number): void;
}

export class TopicIds {
  readonly #room: TopicRoom;
  readonly #names = new Map<number, string>();
  readonly #ids = new Map<string, number>();
  /** Those that the client knows: it has registered them, or taken a REGISTER. */
  readonly #known = new Set<number>();
  /** Predefined ones that the client has used. */
  readonly #used = new Map<string, number>();

  #charged = 0;

  constructor(room: TopicRoom) {
    this.#room = room;
  }

  /** The topic that a client means; undefined: nobody told of it. */
  nameOf({ kind, id }: SnTopicId): string | undefined {
    if (kind === 'short') return shortTopicName(id);
    if (kind === 'normal') return this.#names.get(id);
    const name = this.#room.predefined.get(id);
    if (name !== undefined && !this.#used.has(name)) {
      this.#charge(USED_BYTES);
      this.#used.set(name, id);
    }
    return name;
  }

  /** The number of a name, a new one where it has none; undefined: there is no room for another. */
  idOf(name: string): number | undefined {
    const known = this.#ids.get(name);
    if (known !== undefined) return known;
    const id = this.#ids.size + 1;
    const cost = ENTRY_BYTES + 2 * name.length;
    const isFull = this.#ids.size >= this.#room.most || id > LAST_ID;
    if (isFull || !this.#room.fits(cost)) return undefined;
    this.#charge(cost);
    this.#ids.set(name, id);
    this.#names.set(id, name);
    return id;
  }

  /** How the client knows a topic; undefined: it must be told first. */
  knownAs(name: string): SnTopicId | undefined {
    const predefined = this.#used.get(name);
    // Which number it has may have changed.
    if (predefined !== undefined && this.#room.predefined.get(predefined) === name)
      return { kind: 'predefined', id: predefined };
    const id = this.#ids.get(name);
    if (id !== undefined && this.#known.has(id)) return { kind: 'normal', id };
    const short = shortTopicId(name);
    return short === undefined ? undefined : { kind: 'short', id: short };
  }

  /** The client has said or heard that; of a number that stands for nothing, it is nothing. */
  learn(id: number): void {
    if (this.#names.has(id)) this.#known.add(id);
  }

  /** The client does not know it any more. */
  unlearn(id: number): void {
    this.#known.delete(id);
  }

  /** The client begins anew; numbers stay as they were, and it is told of them again. */
  unlearnAll(): void {
    this.#known.clear();
  }

  /** A session begins without anything of one before. */
  clear(): void {
    this.#charge(-this.#charged);
    this.#names.clear();
    this.#ids.clear();
    this.#known.clear();
    this.#used.clear();
  }

  #charge(bytes: number): void {
    this.#room.charge(bytes);
    this.#charged += bytes;
  }
}
