/** A client's table of topic ids. */
import { type SnTopicFilter, type SnTopicId, shortTopicId, shortTopicName } from '../snMessage.ts';

export class TopicIds {
  /** Topics with a predefined id, usable without REGISTER. */
  readonly #predefined: ReadonlyMap<number, string>;
  readonly #ids = new Map<string, number>();
  readonly #names = new Map<number, string>();

  constructor(predefined: ReadonlyMap<number, string> = new Map()) {
    this.#predefined = predefined;
  }

  /** A new connection: registrations must be repeated. */
  clear(): void {
    this.#ids.clear();
    this.#names.clear();
  }

  /** The gateway registered this id. */
  told(id: number, topic: string): void {
    this.#names.set(id, topic);
  }

  /** The gateway answered with this id, so the client may use it, too. */
  know(id: number, topic: string): void {
    this.#ids.set(topic, id);
    this.#names.set(id, topic);
  }

  /** undefined if it must be registered. */
  idOf(topic: string): SnTopicId | undefined {
    const known = this.#withoutRegister(topic);
    if (known !== undefined) return known;
    const id = this.#ids.get(topic);
    return id === undefined ? undefined : { kind: 'normal', id };
  }

  /** The form for SUBSCRIBE. */
  filterOf(filter: string): SnTopicFilter {
    return this.#withoutRegister(filter) ?? { kind: 'name', filter };
  }

  /** undefined if the id is unknown. */
  topicOf({ kind, id }: { readonly kind: string; readonly id: number }): string | undefined {
    if (kind === 'short') return shortTopicName(id);
    return kind === 'predefined' ? this.#predefined.get(id) : this.#names.get(id);
  }

  #withoutRegister(topic: string) {
    for (const [id, name] of this.#predefined) {
      if (name === topic) return { kind: 'predefined', id } as const;
    }
    const short = shortTopicId(topic);
    return short === undefined ? undefined : ({ kind: 'short', id: short } as const);
  }
}
