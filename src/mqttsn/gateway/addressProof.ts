/**
 * Requires an address to prove that it receives. REGISTER has two numbers that the gateway chooses at random
 * and that REGACK repeats: 32 bits that only a receiver knows. No other MQTT-SN message has as many.
 */
import type { SnMessage } from '../snMessage.ts';
import type { GatewayTimes } from './gatewayOptions.ts';

export interface ProofLine {
  readonly times: GatewayTimes;
  /** Any unpredictable number from 0 to 0xFFFF. */
  secret(): number;
  /** True if the client knows a topic by this id. */
  isTaken(topicId: number): boolean;
  /** Sends to the client. */
  send(message: SnMessage): void;
}

type Question = Extract<SnMessage, { type: 'register' }>;

/** The shortest name. No client uses it. A client that rejects it has received it, too. */
const TOPIC = '$';
/** 0 and 0xFFFF are reserved (5.3.11). */
const LAST_TOPIC_ID = 0xfffe;
const LAST_MESSAGE_ID = 0xffff;
/** Limit of wrong answers to one question. With it, a forger needs a year of guesses for thousands of clients. */
const MOST_WRONG = 8;

export class AddressProof {
  readonly #line: ProofLine;
  #question: Question | undefined;
  #attempts = 0;
  #wrong = 0;
  #due = Number.POSITIVE_INFINITY;

  constructor(line: ProofLine) {
    this.#line = line;
  }

  /** Time of the next challenge. */
  get due(): number {
    return this.#due;
  }

  /**
   * Limit of wrong answers to one challenge. With it, an attacker needs a year of guesses for thousands of
   * clients.
   */
  ask(now: number): void {
    if (this.#question !== undefined) return;
    this.#attempts = 0;
    this.#say(now);
  }

  /** Sends a challenge with new numbers. Returns false after the last retry. */
  askAgain(now: number): boolean {
    if (this.#attempts >= this.#line.times.retries) {
      this.stop();
      return false;
    }
    this.#attempts += 1;
    this.#say(now);
    return true;
  }

  stop(): void {
    this.#question = undefined;
    this.#due = Number.POSITIVE_INFINITY;
  }

  /** True if a REGACK proves the address. A rejection does, too. */
  isMetBy(topicId: number, messageId: number): boolean {
    if (this.#question === undefined || this.#wrong >= MOST_WRONG) return false;
    if (topicId === this.#question.topicId && messageId === this.#question.messageId) {
      this.stop();
      return true;
    }
    this.#wrong += 1;
    return false;
  }

  #say(now: number): void {
    let topicId = 1 + (this.#line.secret() % LAST_TOPIC_ID);
    while (this.#line.isTaken(topicId)) topicId = 1 + (topicId % LAST_TOPIC_ID);
    const messageId = 1 + (this.#line.secret() % LAST_MESSAGE_ID);
    this.#question = { type: 'register', topicId, messageId, topic: TOPIC };
    this.#wrong = 0;
    this.#due = now + this.#line.times.retry;
    this.#line.send(this.#question);
  }
}
