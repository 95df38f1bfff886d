/** Searches the history of a topic for a text; each message is examined once. */
import type { TopicMessage } from './tree/topicRow.ts';

/** A found message and its predecessor. */
interface FoundMessage {
  readonly message: TopicMessage;
  /** null: there is none. undefined: it is not held any more. */
  readonly before: TopicMessage | null | undefined;
}

export interface FoundHistory {
  readonly first: number;
  /** Newest first. */
  readonly rows: readonly FoundMessage[];
  /** Number of held messages that match. */
  readonly total: number;
  readonly held: number;
}

interface Looked {
  readonly packet: number;
  readonly holds: boolean;
}

/** Returns messages of a history; 0 is the newest. */
export type ReadMessages = (first: number, count: number) => HeldMessages;

export interface HeldMessages {
  readonly rows: readonly TopicMessage[];
  /** Number of held messages. */
  readonly total: number;
  /** Number of messages ever received. */
  readonly messages: number;
}

/** Messages examined per step. */
const BATCH = 8;

export class HistorySearch {
  readonly #read: ReadMessages;
  readonly #holds: (message: TopicMessage) => boolean;
  /** Newest first. */
  #looked: readonly Looked[] = [];

  constructor(read: ReadMessages, holds: (message: TopicMessage) => boolean) {
    this.#read = read;
    this.#holds = holds;
  }

  /** Examines new messages. @returns a generator that yields after each batch */
  *look(): Generator<void, void, undefined> {
    const newest = this.#looked[0]?.packet ?? 0;
    const news: Looked[] = [];
    for (let first = 0; ; first += BATCH) {
      const { rows, total } = this.#read(first, BATCH);
      // Messages received since the last batch have moved some of it into this one.
      const last = news.at(-1)?.packet ?? Number.POSITIVE_INFINITY;
      const unseen = rows.filter(({ packet }) => packet > newest && packet < last);
      for (const message of unseen) {
        news.push({ packet: message.packet, holds: this.#holds(message) });
      }
      if (rows.length === BATCH && (rows.at(-1)?.packet ?? 0) > newest) {
        yield;
        continue;
      }
      const looked = [...news, ...this.#looked];
      // Cleared messages were restored: some are older than the examined ones.
      this.#looked = newest > 0 && looked.length < total ? [] : looked.slice(0, total);
      if (this.#looked.length === 0 && total > 0) yield* this.look();
      return;
    }
  }

  found(first: number, count: number): FoundHistory {
    const places = this.#looked.flatMap(({ holds }, at) => (holds ? [at] : []));
    const rows = places.slice(first, first + count).flatMap((at): FoundMessage[] => {
      const { rows: read, total, messages } = this.#read(at, 2);
      const [message, before] = read;
      if (message === undefined) return [];
      return [{ message, before: at + 1 >= total && messages === total ? null : before }];
    });
    return { first, rows, total: places.length, held: this.#looked.length };
  }
}
