/** Raises the alarms of one discovery message at its device, and reports them as problems of the message. */
import type {
  ConventionProblem,
  ConventionReports,
  MessageArrival,
} from '../../engine/conventions/convention.ts';
import type { DeviceBook } from '../../engine/devices/deviceBook.ts';
import { type Finding, named } from './finding.ts';
import { HOME_ASSISTANT_RULES } from './rules.ts';
import type { UnknownKey } from './unknownKeys.ts';

type Place = Pick<MessageArrival, 'number' | 'stream' | 'time'>;

/** Limit of findings that are reported on one topic. */
const MOST_REPORTED = 500;

export class Alarms {
  readonly #book: DeviceBook;
  readonly #report: ConventionReports['report'];
  readonly #device: string;
  readonly #message: MessageArrival;
  /** Findings that this and earlier messages on the topic reported. They are not reported again. */
  readonly reported: Set<string>;
  readonly #keys = new Set<string>();

  /** @param device id of the device in the book */
  constructor(
    book: DeviceBook,
    report: ConventionReports['report'],
    device: string,
    message: MessageArrival,
    reported: Set<string>,
  ) {
    this.#book = book;
    this.#report = report;
    this.#device = device;
    this.#message = message;
    this.reported = reported;
  }

  /** Returns false if there is no room. */
  raise(key: string, what: Finding): boolean {
    const isKept = this.#keep(key, what, this.#message);
    if (isKept) this.#tell(what.en, what, this.#message);
    return isKept;
  }

  /** @param whose name of the entity or message */
  raiseAll(key: string, whose: string, all: readonly Finding[]): void {
    for (const [at, what] of all.entries()) this.raise(`${key} ${at}`, named(whose, what));
  }

  /** A key that several entities have is reported once. */
  raiseUnknown(whose: string, keys: readonly UnknownKey[]): void {
    for (const { name, what } of keys) {
      if (!this.#keys.has(name)) this.raise(`key ${name}`, named(whose, what));
      this.#keys.add(name);
    }
  }

  /**
   * Judges the state of an entity: its alarm ends with the next state that is right, and it is reported once.
   * @param what undefined: the state is right
   */
  onState(key: string, what: Finding | undefined, place: Place): void {
    if (what === undefined) this.#book.get(this.#device)?.endAlarm(this.#named(key));
    else {
      this.#keep(key, what, place);
      this.#tell(key, what, place);
    }
  }

  /** Reports a finding that is no alarm, once. */
  note(key: string, what: Finding, place: Place): void {
    this.#tell(key, what, place);
  }

  /** Alarms of a message begin with its topic. */
  #named(key: string): string {
    return `${this.#message.topic} ${key}`;
  }

  #keep(key: string, { en, zh }: Finding, { time, number }: Place): boolean {
    const alarm = { what: { en, zh }, time, packet: number };
    return this.#book.get(this.#device)?.alarm(this.#named(key), alarm) ?? false;
  }

  #tell(id: string, what: Finding, place: Place): void {
    // The recording is stopped.
    if (place.number === 0) return;
    if (this.reported.has(id) || this.reported.size >= MOST_REPORTED) return;
    this.reported.add(id);
    this.#report(problemOf(what), place);
  }
}

export const problemOf = ({ rule, en, zh }: Finding): ConventionProblem => ({
  rule,
  ...HOME_ASSISTANT_RULES[rule],
  finding: { key: rule, args: { en, zh } },
});
