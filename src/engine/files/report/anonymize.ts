/** Replaces topics and payloads by stand-ins of the same length, for captures that are published. */
import type { Field } from '../../../mqtt/dissect/dissection.ts';

const SLASH = 0x2f;
const FIRST_LETTER = 0x61;
const LETTERS = 26;
const FILL = 0x78;
/**
 * Topic levels with a meaning for MQTT or every broker are kept: wildcards, shared subscriptions and `$SYS`.
 */
const KEPT: ReadonlySet<string> = new Set(['', '+', '#', '$share', '$SYS']);

const TOPICS: ReadonlySet<string> = new Set(['mqtt.topic', 'mqtt.willtopic']);
/** Includes bytes of unknown meaning. */
const CONTENTS: ReadonlySet<string> = new Set([
  'mqtt.msg',
  'mqtt.willmsg',
  'mqtt.undissected',
  'mqtt.prop_unknown',
]);

/**
 * Maps each topic level to a constant stand-in, so that topics and filters still match. A stand-in reveals
 * only the length of the level in bytes.
 */
export class Anonymizer {
  readonly #levels = new Map<string, Uint8Array>();
  /** Assigned stand-ins, by length. */
  readonly #counts = new Map<number, number>();

  /** Returns a copy of the packet; undefined if nothing has to be replaced. */
  replace(bytes: Uint8Array, fields: readonly Field[]): Uint8Array | undefined {
    const copy = bytes.slice();
    return this.#fields(copy, fields, false) ? copy : undefined;
  }

  #fields(bytes: Uint8Array, fields: readonly Field[], areTopics: boolean): boolean {
    let isChanged = false;
    for (const { name, offset, length, children } of fields) {
      const isTopic = TOPICS.has(name) || (areTopics && name === 'mqtt.prop_string');
      if (children.length > 0) {
        const areInside = name === 'mqtt.prop.response_topic';
        isChanged = this.#fields(bytes, children, areInside) || isChanged;
      } else if (length > 0 && isTopic) {
        this.#topic(bytes.subarray(offset, offset + length));
        isChanged = true;
      } else if (length > 0 && CONTENTS.has(name)) {
        bytes.fill(FILL, offset, offset + length);
        isChanged = true;
      }
    }
    return isChanged;
  }

  #topic(topic: Uint8Array): void {
    for (let at = 0; at <= topic.length; ) {
      const slash = topic.indexOf(SLASH, at);
      const end = slash < 0 ? topic.length : slash;
      topic.set(this.#levelFor(topic.subarray(at, end)), at);
      at = end + 1;
    }
  }

  #levelFor(level: Uint8Array): Uint8Array {
    const key = String.fromCharCode(...level);
    if (KEPT.has(key)) return level;
    const known = this.#levels.get(key);
    if (known) return known;
    const count = this.#counts.get(level.length) ?? 0;
    this.#counts.set(level.length, count + 1);
    const standIn = lettersOf(count, level.length);
    this.#levels.set(key, standIn);
    return standIn;
  }
}

/** `aaa`, `aab`, `aac`, … */
function lettersOf(number: number, length: number): Uint8Array {
  const letters = new Uint8Array(length);
  let rest = number;
  for (let at = length - 1; at >= 0; at -= 1) {
    letters[at] = FIRST_LETTER + (rest % LETTERS);
    rest = Math.floor(rest / LETTERS);
  }
  return letters;
}
