/** Previews of the last values of topics, for displayed topics. */
import type { Secrets } from '../../mqtt/secrets/secrets.ts';
import type { ChosenFormats } from '../../payload/chains/chosenFormats.ts';
import type { PayloadFormat } from '../../payload/tree/format.ts';
import { keysOnLine } from './tree/messageValues.ts';
import { keysPreview, type Preview, previewOf } from './tree/preview.ts';
import type { TopicFinder } from './tree/topicFinder.ts';
import type { TopicRecords } from './tree/topicRecords.ts';

/** Number of cached previews; a few screens. */
const MOST = 2000;

/** The message of a preview, and the rules used to read it. */
interface CachedPreview {
  readonly shown: Preview;
  readonly messages: number;
  readonly packet: number;
  readonly chosen: PayloadFormat | undefined;
  readonly search: TopicFinder | undefined;
}

export class LastPreviews {
  readonly #secrets: Pick<Secrets, 'maskMessage'>;
  readonly #chosen: ChosenFormats;
  /** By topic number. */
  readonly #kept = new Map<number, CachedPreview>();

  constructor(secrets: Pick<Secrets, 'maskMessage'>, chosen: ChosenFormats) {
    this.#secrets = secrets;
    this.#chosen = chosen;
  }

  /**
   * Cached until the next message, because windows are requested many times a second. A preview that waits
   * for a format is built again. So is one whose payload rules changed: conventions may be loaded later, or
   * be determined by another message.
   * @param search found the topic by its value, so the preview shows the text around the match
   */
  of(topics: TopicRecords, topic: number, search?: TopicFinder): Preview | undefined {
    const name = topics.name(topic);
    const messages = topics.messages(topic);
    const kept = this.#kept.get(topic);
    const isSame = kept?.messages === messages && kept.search === search;
    if (isSame && kept.chosen === this.#chosen.of(name, { number: kept.packet })) return kept.shown;
    const last = topics.histories.last(topic);
    if (last === undefined) return undefined;
    const { contentType, payload, packet } = last;
    const chosen = this.#chosen.of(name, { number: packet });
    const valued = { payload: this.#secrets.maskMessage(name, payload), contentType, chosen };
    const keys = keysOnLine(valued);
    const start = keys === undefined ? previewOf(valued.payload, valued) : keysPreview(keys);
    const shown = search === undefined ? start : search.around(name, start, valued);
    if (this.#kept.size >= MOST) this.#kept.clear();
    if (shown.key === 'waiting') this.#kept.delete(topic);
    else this.#kept.set(topic, { shown, messages, packet, chosen, search });
    return shown;
  }

  /** The topic's history was merged from two. */
  forget(topic: number): void {
    this.#kept.delete(topic);
  }

  /** Topics are reset, or secrets are revealed. */
  forgetAll(): void {
    this.#kept.clear();
  }
}
