/** Answered requests of a client, so that a later copy gets the same answer. */
import { digestOf } from '../digest.ts';
import { encodeSn } from '../encodeSn.ts';
import type { SnMessage } from '../snMessage.ts';

const MOST = 16;
/** Copies marked with DUP arrive while a client retries. */
const REPEATED = 60_000;

interface Answered {
  readonly key: string;
  readonly answer: SnMessage;
  readonly at: number;
}

export class Answers {
  readonly #late: number;
  #answered: Answered[] = [];

  /** @param late ms during which the network may deliver another copy of a datagram */
  constructor(late: number) {
    this.#late = late;
  }

  keep(key: string, answer: SnMessage, now: number): void {
    this.#answered = [
      ...this.#answered.filter((one) => one.key !== key).slice(1 - MOST),
      { key, answer, at: now },
    ];
  }

  find(key: string, isRepeated: boolean, now: number): SnMessage | undefined {
    const found = this.#answered.find((one) => one.key === key);
    const patience = isRepeated ? REPEATED : this.#late;
    return found !== undefined && now - found.at <= patience ? found.answer : undefined;
  }

  clear(): void {
    this.#answered = [];
  }
}

/** A short key, the same for each copy of a request regardless of DUP. */
export function requestKey(message: SnMessage): string {
  return digestOf(encodeSn('dup' in message ? { ...message, dup: false } : message));
}
