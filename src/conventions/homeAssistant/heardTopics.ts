/** Passes each message on a topic to all that watch the topic. */
import type { ConventionReports, HeardMessage } from '../../engine/conventions/convention.ts';
import { HeardPayload } from './heardPayload.ts';

/** True if the value at a place is for another entity, which shares the topic. */
type IsForOther = (place: string) => boolean;

export interface Watcher {
  /** The place of a value that it accepts. Undefined: the message has none. */
  readonly accepts?: (payload: HeardPayload) => string | undefined;
  readonly hear: (payload: HeardPayload, isForOther: IsForOther) => void;
}

/** Limit of watchers. */
const MOST = 20_000;

export class HeardTopics {
  readonly #hears: ConventionReports['hears'];
  /** By topic, then by key. */
  readonly #watchers = new Map<string, Map<string, Watcher>>();
  readonly #topics = new Map<string, string>();
  /** The watcher that is added, and hears the last message. */
  #added: Watcher | undefined;

  constructor(hears: ConventionReports['hears']) {
    this.#hears = hears;
  }

  watch(key: string, topic: string, watcher: Watcher): void {
    if (this.#topics.size >= MOST) return;
    const ofTopic = this.#watchers.get(topic) ?? new Map<string, Watcher>();
    ofTopic.set(key, watcher);
    this.#topics.set(key, topic);
    this.#watchers.set(topic, ofTopic);
    this.#added = watcher;
    this.#hears(topic, (message) => this.#hear(message, ofTopic));
    this.#added = undefined;
  }

  #hear(message: HeardMessage, all: ReadonlyMap<string, Watcher>): void {
    const payload = new HeardPayload(message);
    let accepted: ReadonlySet<string> | undefined;
    const isForOther: IsForOther = (place) => {
      accepted ??= new Set([...all.values()].flatMap((one) => one.accepts?.(payload) ?? []));
      return accepted.has(place);
    };
    for (const one of this.#added ? [this.#added] : all.values()) one.hear(payload, isForOther);
  }

  forget(key: string): void {
    const topic = this.#topics.get(key);
    if (topic === undefined) return;
    this.#topics.delete(key);
    const ofTopic = this.#watchers.get(topic);
    ofTopic?.delete(key);
    if (ofTopic === undefined || ofTopic.size > 0) return;
    this.#watchers.delete(topic);
    this.#hears(topic, undefined);
  }
}
