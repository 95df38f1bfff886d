/** Replaces topics and payloads by stand-ins of the same length, for captures that strangers will see. */
import type { Field } from '../../../mqtt/dissect/dissection.ts';

const SLASH = 0x2f;
const FIRST_LETTER = 0x61;
const LETTERS = 26;
/** `x`. */
const FILL = 0x78;
/** What means something to MQTT or to every broker stays: wildcards, shares, the broker's own topics. */
const KEPT: ReadonlySet<string> = new Set(['', '+', '#', '$share', '$SYS']);

const TOPICS: ReadonlySet<string> = new Set(['mqtt.topic', 'mqtt.willtopic']);
/** Also bytes of which nobody knows what they are. */
const CONTENTS: ReadonlySet<string> = new Set([
  'mqtt.msg',
  'mqtt.willmsg',
  'mqtt.undissected',
  'mqtt.prop_unknown',
]);

/**
 * The same level of a topic always gets the same stand-in, so that topics and filters still match;
 * which one says nothing of the level but its length in bytes.
 */
export class StandIns {
  readonly #levels = new Map<string, Uint8Array>();
  /** Stand-ins given out, by length. */
  readonly #counts = new Map<number, number>();

  /** A copy of the packet; undefined where there is nothing to replace. */
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

/** `aaa`, `aab`, `aac` … */
function lettersOf(number: number, length: number): Uint8Array {
  const letters = new Uint8Array(length);
  let rest = number;
  for (let at = length - 1; at >= 0; at -= 1) {
    letters[at] = FIRST_LETTER + (rest % LETTERS);
    rest = Math.floor(rest / LETTERS);
  }
  return letters;
}
