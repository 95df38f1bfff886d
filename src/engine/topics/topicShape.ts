/** The shape of a topic's values, computed from its history and updated with new messages. */

import { payloadTree } from '../../payload/formats/reading.ts';
import { LARGEST_SHAPED } from '../../payload/shape/largest.ts';
import { Shape, type ShapeReport } from '../../payload/shape/shape.ts';
import type { PayloadFormat } from '../../payload/tree/format.ts';
import { isMissing } from '../../payload/tree/format.ts';
import type { ReadMessages } from './historySearch.ts';
import type { TopicMessage } from './tree/topicRow.ts';

/** Maximum bytes of payloads read per step, and maximum messages read at a time. */
const MOST_BYTES = 8 << 20;
const BATCH = 8;

export interface TopicShapeReport extends ShapeReport {
  /** Messages above the size limit, compressed or decompressed (`LARGEST_SHAPED`). */
  readonly tooLarge: number;
}

export class TopicShape {
  readonly topic: string;
  /** Payload rules; other rules lead to another shape. */
  readonly rules: unknown;
  #shape = new Shape();
  #newest = 0;
  #tooLarge = 0;
  /** Messages ever received. */
  #came = 0;

  constructor(topic: string, rules: unknown) {
    this.topic = topic;
    this.rules = rules;
  }

  /** Reads new messages. @returns a generator that yields after some messages each */
  *read(
    messages: ReadMessages,
    chosenOf: (packet: number) => PayloadFormat | undefined,
  ): Generator<void, void> {
    const came = messages(0, 1).messages;
    // Everything was cleared: start again.
    if (came < this.#came) {
      this.#shape = new Shape();
      this.#newest = 0;
      this.#tooLarge = 0;
    }
    this.#came = came;
    const news: TopicMessage[] = [];
    let bytes = 0;
    for (let first = 0; bytes < MOST_BYTES; first += BATCH) {
      const { rows } = messages(first, BATCH);
      const last = news.at(-1)?.packet ?? Number.POSITIVE_INFINITY;
      for (const message of rows) {
        if (message.packet <= this.#newest || message.packet >= last) continue;
        news.push(message);
        if (message.payload.length <= LARGEST_SHAPED) bytes += message.payload.length;
      }
      if (rows.length < BATCH || (rows.at(-1)?.packet ?? 0) <= this.#newest) break;
      yield;
    }
    for (const message of news.reverse()) {
      this.#add(message, chosenOf(message.packet));
      yield;
    }
  }

  report(): TopicShapeReport {
    return { ...this.#shape.report(), tooLarge: this.#tooLarge };
  }

  #add({ packet, time, payload, contentType }: TopicMessage, chosen: PayloadFormat | undefined) {
    this.#newest = packet;
    if (payload.length > LARGEST_SHAPED) {
      this.#tooLarge += 1;
      return;
    }
    const found = payloadTree(payload, { contentType, chosen }, LARGEST_SHAPED);
    const read = isMissing(found) ? undefined : found;
    if (read?.error?.key === 'large') this.#tooLarge += 1;
    const tree = read?.tree;
    if (tree !== undefined) this.#shape.add(tree, { packet, time });
  }
}
