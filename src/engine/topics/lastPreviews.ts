/** How the last values of topics read, for those that somebody looks at. */
import type { Secrets } from '../../mqtt/secrets/secrets.ts';
import type { ChosenFormats } from '../../payload/chains/chosenFormats.ts';
import type { PayloadFormat } from '../../payload/tree/format.ts';
import { type Preview, previewOf } from './tree/preview.ts';
import type { TopicRecords } from './tree/topicRecords.ts';

/** Topics whose previews are kept: some screens full. */
const MOST = 2000;

/** Of which message it is, and what that was read by. */
interface Kept {
  readonly shown: Preview;
  readonly messages: number;
  readonly packet: number;
  readonly chosen: PayloadFormat | undefined;
}

export class LastPreviews {
  readonly #secrets: Secrets;
  readonly #chosen: ChosenFormats;
  /** By the number of the topic. */
  readonly #kept = new Map<number, Kept>();

  constructor(secrets: Secrets, chosen: ChosenFormats) {
    this.#secrets = secrets;
    this.#chosen = chosen;
  }

  /**
   * Kept until the next message, because a window asks many times a second; but what waits is asked again, and so is
   * what is read by something else now: what a convention says may be loaded later, or told by another message.
   */
  of(topics: TopicRecords, topic: number): Preview | undefined {
    const name = topics.name(topic);
    const messages = topics.messages(topic);
    const kept = this.#kept.get(topic);
    const isSame = kept?.messages === messages;
    if (isSame && kept.chosen === this.#chosen.of(name, { number: kept.packet })) return kept.shown;
    const last = topics.histories.last(topic);
    if (last === undefined) return undefined;
    const { contentType, payload, packet } = last;
    const chosen = this.#chosen.of(name, { number: packet });
    const shown = previewOf(this.#secrets.maskMessage(name, payload), { contentType, chosen });
    if (this.#kept.size >= MOST) this.#kept.clear();
    if (shown.key === 'waiting') this.#kept.delete(topic);
    else this.#kept.set(topic, { shown, messages, packet, chosen });
    return shown;
  }

  /** A topic's history was put together from two. */
  forget(topic: number): void {
    this.#kept.delete(topic);
  }

  /** Topics begin anew. */
  forgetAll(): void {
    this.#kept.clear();
  }
}
