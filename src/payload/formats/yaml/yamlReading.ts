/** Reads YAML with js-yaml's parser. `yaml.ts` loads it on first use. Aliases are not expanded. */
import {
  COLLECTION_STYLE,
  EVENT_ID,
  type Event,
  getScalarValue,
  type MappingEvent,
  parseEvents,
  SCALAR_STYLE,
  type ScalarEvent,
  type SequenceEvent,
  YAMLException,
} from 'js-yaml';
import { exactNumber } from '../../../base/decimal.ts';
import { BuiltTree, DEEPEST, type Key, type Leaf } from '../../tree/builtTree.ts';
import type { Decoded, FormatError, FormatReading } from '../../tree/format.ts';
import { textOf } from '../../tree/textual.ts';
import { BytePlaces, decodeText, linesOf } from '../../tree/textValues.ts';

interface Place {
  readonly start: number;
  readonly end: number;
}

const isQuoted = ({ style }: ScalarEvent): boolean =>
  style === SCALAR_STYLE.SINGLE_QUOTED || style === SCALAR_STYLE.DOUBLE_QUOTED;

const DIGITS = /^[-+]?\d+$/;
const FLOAT = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;
const OTHER_BASE = /^0(?:o[0-7]+|x[\da-fA-F]+)$/;
const SPECIAL: ReadonlyMap<string, number> = new Map([
  ['.inf', Number.POSITIVE_INFINITY],
  ['+.inf', Number.POSITIVE_INFINITY],
  ['-.inf', Number.NEGATIVE_INFINITY],
  ['.nan', Number.NaN],
]);
/** The parser recurses for each level. */
const DEEPEST_YAML = DEEPEST / 2;
/** Limit of digits for a number, because conversion takes quadratic time. */
const LONGEST_NUMBER = 400;

/** Value of a plain scalar in the core schema (YAML 1.2.2, section 10.3.2), with every digit. */
export function coreScalar(text: string): Leaf {
  if (/^(?:null|Null|NULL|~|)$/.test(text)) return { value: null };
  if (/^(?:true|True|TRUE)$/.test(text)) return { value: true };
  if (/^(?:false|False|FALSE)$/.test(text)) return { value: false };
  if (text.length > LONGEST_NUMBER) return { value: text };
  if (OTHER_BASE.test(text)) return { value: exactNumber(BigInt(text).toString()), text };
  if (DIGITS.test(text) || FLOAT.test(text)) return { value: exactNumber(text), text };
  const special = SPECIAL.get(text.toLowerCase());
  return special === undefined || !/^[-+]?\.(?:inf|Inf|INF|nan|NaN|NAN)$/.test(text)
    ? { value: text }
    : { value: special, text };
}

class Reading {
  readonly tree = new BuiltTree();
  readonly #text: string;
  readonly #places: BytePlaces;
  readonly #events: readonly Event[];
  readonly #anchors = new Map<string, Leaf>();
  /** Index of the next event, and the end of the last value. */
  #at = 0;
  #reached = 0;

  constructor(text: string, events: readonly Event[]) {
    this.#text = text;
    this.#events = events;
    this.#places = new BytePlaces(text);
  }

  /** Several documents become the elements of an array. */
  run(): FormatError | undefined {
    const documents = this.#events.filter(({ type }) => type === EVENT_ID.DOCUMENT).length;
    if (documents > 1) this.tree.open('array', 0);
    while (this.#at < this.#events.length && !this.tree.isFull) {
      const event = this.#next();
      if (event?.type === EVENT_ID.DOCUMENT) {
        this.#node();
        this.#at += 1;
      }
    }
    const offset = this.#places.of(this.#reached);
    this.tree.end(documents > 1 ? this.#places.of(this.#text.length) : offset);
    return this.tree.isFull ? { key: 'many', offset } : undefined;
  }

  #next(): Event | undefined {
    this.#at += 1;
    return this.#events[this.#at - 1];
  }

  /** Adds one value with its content. The parser limits the depth. */
  #node(key?: Key): void {
    const event = this.#next();
    if (event === undefined || this.tree.isFull) return;
    switch (event.type) {
      case EVENT_ID.SEQUENCE:
      case EVENT_ID.MAPPING:
        this.#collection(event, key);
        break;
      case EVENT_ID.SCALAR:
        this.#add(this.#leaf(event), this.#placeOf(event), key);
        break;
      case EVENT_ID.ALIAS: {
        const name = this.#text.slice(event.anchorStart, event.anchorEnd);
        const { value } = this.#anchors.get(name) ?? { value: undefined };
        const place = { start: event.anchorStart - 1, end: event.anchorEnd };
        this.#add({ value, text: `*${name}` }, place, key);
        break;
      }
      // An empty document.
      case EVENT_ID.DOCUMENT:
      case EVENT_ID.POP:
        this.#at -= 1;
        break;
    }
  }

  #collection(event: SequenceEvent | MappingEvent, key: Key | undefined): void {
    const isMapping = event.type === EVENT_ID.MAPPING;
    this.tree.open(isMapping ? 'object' : 'array', this.#byte(event.start), key);
    while (!this.tree.isFull) {
      if (this.#events[this.#at]?.type === EVENT_ID.POP || this.#at >= this.#events.length) break;
      this.#node(isMapping ? this.#key() : undefined);
    }
    this.#at += 1;
    if (event.style === COLLECTION_STYLE.FLOW) this.#reached = this.#flowEnd(isMapping ? '}' : ']');
    this.tree.close(this.#byte(this.#reached));
  }

  /** A key that is not a scalar is named by its source. */
  #key(): Key {
    const event = this.#next();
    if (event?.type === EVENT_ID.SCALAR) {
      const { start, end } = this.#placeOf(event);
      const { value } = this.#leaf(event);
      const name = typeof value === 'number' ? value : getScalarValue(this.#text, event);
      const from = this.#byte(start);
      return { name, start: from, end: this.#byte(end) };
    }
    const start = this.#startOf(event);
    const from = this.#byte(start);
    this.#passOver(event);
    const name = this.#text.slice(start, this.#reached);
    return { name, start: from, end: this.#byte(this.#reached) };
  }

  #startOf(event: Event | undefined): number {
    if (event?.type === EVENT_ID.ALIAS) return event.anchorStart - 1;
    const isCollection = event?.type === EVENT_ID.SEQUENCE || event?.type === EVENT_ID.MAPPING;
    return isCollection ? event.start : this.#reached;
  }

  #passOver(event: Event | undefined): void {
    if (event?.type === EVENT_ID.ALIAS) this.#reached = event.anchorEnd;
    if (event?.type !== EVENT_ID.SEQUENCE && event?.type !== EVENT_ID.MAPPING) return;
    for (let open = 1; open > 0 && this.#at < this.#events.length; ) {
      const inner = this.#next();
      if (inner?.type === EVENT_ID.POP) open -= 1;
      else if (inner?.type === EVENT_ID.SCALAR) this.#reached = this.#placeOf(inner).end;
      else if (inner?.type === EVENT_ID.ALIAS) this.#reached = inner.anchorEnd;
      else open += 1;
    }
    if (event.style === COLLECTION_STYLE.FLOW) {
      this.#reached = this.#flowEnd(event.type === EVENT_ID.MAPPING ? '}' : ']');
    }
  }

  #add(leaf: Leaf, { start, end }: Place, key: Key | undefined): void {
    const from = this.#byte(start);
    this.#reached = Math.max(this.#reached, end);
    this.tree.add(leaf, from, this.#byte(end), key);
  }

  #leaf(event: ScalarEvent): Leaf {
    const text = getScalarValue(this.#text, event);
    const tag = event.tagStart < 0 ? '' : this.#text.slice(event.tagStart, event.tagEnd);
    const isPlain = event.style === SCALAR_STYLE.PLAIN && /^(?:|!!(?!str\b).*)$/.test(tag);
    const leaf = isPlain ? coreScalar(text) : { value: text };
    if (event.anchorStart >= 0) {
      this.#anchors.set(this.#text.slice(event.anchorStart, event.anchorEnd), leaf);
    }
    return leaf;
  }

  /** An omitted value is placed at the end of the last value. */
  #placeOf(event: ScalarEvent): Place {
    const { valueStart, valueEnd } = event;
    if (valueStart < 0) return { start: this.#reached, end: this.#reached };
    const marks = isQuoted(event) ? 1 : 0;
    const end = valueEnd + marks;
    this.#reached = Math.max(this.#reached, end);
    return { start: valueStart - marks, end };
  }

  /** Position after the bracket, which white space and comments may precede. */
  #flowEnd(bracket: string): number {
    for (let at = this.#reached; at < this.#text.length; at += 1) {
      const char = this.#text.charAt(at);
      if (char === bracket) return at + 1;
      if (char !== '#') continue;
      const line = this.#text.indexOf('\n', at);
      at = line === -1 ? this.#text.length : line;
    }
    return this.#text.length;
  }

  #byte(at: number): number {
    return this.#places.of(at);
  }
}

function read(text: string): Decoded {
  let events: readonly Event[];
  try {
    events = parseEvents(text, { maxDepth: DEEPEST_YAML });
  } catch (error) {
    return { tree: undefined, error: errorOf(error, text) };
  }
  const reading = new Reading(text, events);
  const error = reading.run();
  return { tree: reading.tree.tape.size === 0 ? undefined : reading.tree, error };
}

function errorOf(error: unknown, text: string): FormatError {
  const at = error instanceof YAMLException ? (error.mark?.position ?? 0) : 0;
  const offset = new BytePlaces(text).of(at);
  const isDeep = error instanceof YAMLException && error.reason.includes('maxDepth');
  return isDeep ? { key: 'depth', offset, levels: DEEPEST_YAML } : { key: 'syntax', offset };
}

const decode = (payload: Uint8Array): Decoded => decodeText(payload, read);

export const yamlReading: FormatReading = {
  decode,
  layOut(payload) {
    const text = textOf(payload);
    return text === undefined ? undefined : { ...linesOf(text), error: decode(payload).error };
  },
};
