/** Meanings of topic names that come again and again: a name is taken apart once. */
import { type AlinkTopic, alinkTopic } from '../../alibaba/alink/alinkTopic.ts';

/** Names that are remembered; then all are taken apart anew. */
const MOST = 4096;

export class KnownTopics {
  readonly #known = new Map<string, AlinkTopic | undefined>();

  meaning(topic: string): AlinkTopic | undefined {
    const known = this.#known.get(topic);
    if (known !== undefined || this.#known.has(topic)) return known;
    if (this.#known.size >= MOST) this.#known.clear();
    const meaning = alinkTopic(topic);
    this.#known.set(topic, meaning);
    return meaning;
  }
}
