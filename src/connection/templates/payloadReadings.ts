/** The payloads that the templates for one message read. Each is read once, within a budget for all. */
import { decodeUtf8 } from '../../base/utf8.ts';
import type { ChosenFormats } from '../../payload/chains/chosenFormats.ts';
import { payloadTree } from '../../payload/formats/reading.ts';
import { fillingBudget, MOST_FILLED } from '../../payload/templates/filler.ts';
import type { Received } from '../../payload/templates/ofMessage.ts';
import { isMissing } from '../../payload/tree/format.ts';
import { rowAt } from '../../payload/tree/valueAt.ts';
import type { ValueTree } from '../../payload/tree/valueTree.ts';

/** Steps for reading a byte of a payload, and for a child on the way to a value. */
const BYTE = 100;
const CHILD = 70;

export interface ReadMessage {
  readonly topic: string;
  readonly payload: Uint8Array;
  /** undefined: the message to answer. */
  readonly packet?: number | undefined;
}

export class PayloadReadings {
  readonly budget = fillingBudget();
  readonly #chosen: ChosenFormats;
  readonly #trees = new Map<string, ValueTree | undefined>();

  constructor(chosen: ChosenFormats) {
    this.#chosen = chosen;
  }

  /** Reads the payload in its format, which may be a user-defined chain. */
  valueAt(
    message: ReadMessage,
    path: readonly (string | number)[],
  ): Received | 'no-path' | 'too-large' | 'too-expensive' {
    const tree = this.#treeOf(message);
    if (this.budget.isExceeded) return 'too-expensive';
    const row = tree && rowAt(tree, path, (children) => this.budget.take(children * CHILD));
    if (this.budget.isExceeded) return 'too-expensive';
    if (tree !== undefined && row !== undefined) {
      if (tree.tape.end(row) - tree.tape.start(row) > MOST_FILLED) return 'too-large';
      const json = tree.source(row);
      const value = tree.value(row);
      return { text: typeof value === 'string' ? value : json, json };
    }
    const { payload } = message;
    if (path.length === 0 && payload.length > MOST_FILLED) return 'too-large';
    const text = path.length === 0 ? decodeUtf8(payload) : undefined;
    return text === undefined ? 'no-path' : { text, json: JSON.stringify(text) };
  }

  /** The first payload may have any size. */
  #treeOf({ topic, payload, packet }: ReadMessage): ValueTree | undefined {
    const key = packet === undefined ? '' : `${packet} ${topic}`;
    if (this.#trees.has(key)) return this.#trees.get(key);
    if (this.#trees.size > 0 && !this.budget.take(payload.length * BYTE)) return undefined;
    const place = packet === undefined ? undefined : { number: packet };
    const read = payloadTree(payload, { chosen: this.#chosen.of(topic, place) });
    const tree = isMissing(read) ? undefined : read?.tree;
    this.#trees.set(key, tree);
    return tree;
  }
}
