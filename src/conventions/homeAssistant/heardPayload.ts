/** A message on a watched topic. Many entities may share it, so it is parsed once. */
import type { HeardMessage } from '../../engine/conventions/convention.ts';
import { jsonOf, LARGEST_JSON, memberAt, plainText, textAt } from '../../payload/json/memberAt.ts';
import type { ValuePath } from '../../payload/tree/valueTree.ts';
import { templateText } from './valuePlace.ts';

/** The place of a value: the whole payload, or a member of its JSON. */
export interface ReadPlace {
  readonly path: ValuePath;
  /** A template reads it, and removes white space around it. */
  readonly hasTemplate: boolean;
}

/** A value as Home Assistant compares it. */
export interface ReadValue {
  readonly text: string;
  /** The JSON member is a number, whose text may differ: 1 and 1.0. */
  readonly isNumber: boolean;
}

export class HeardPayload {
  readonly number: number;
  readonly stream: number;
  /** µs since the capture's origin. */
  readonly time: number;
  readonly #bytes: Uint8Array;
  #json: { readonly value: unknown } | undefined;
  #text: { readonly value: string | undefined } | undefined;

  constructor({ number, stream, time, payload }: HeardMessage) {
    this.number = number;
    this.stream = stream;
    this.time = time;
    this.#bytes = payload;
  }

  /** Undefined: there is no value, or it is unknown. */
  at({ path, hasTemplate }: ReadPlace): ReadValue | undefined {
    const member = path.length > 0 ? memberAt(this.json, path) : this.#whole;
    const text = templateText(member) ?? plainText(member);
    if (text === undefined) return undefined;
    const isNumber = member !== null && typeof member !== 'string' && typeof member !== 'boolean';
    return { text: hasTemplate ? text.trim() : text, isNumber };
  }

  get #whole(): string | undefined {
    this.#text ??= { value: textAt(this.#bytes) };
    return this.#text.value;
  }

  /** Undefined if the payload is no JSON, or too long to be parsed. */
  get json(): unknown {
    this.#json ??= { value: jsonOf(this.#bytes) };
    return this.#json.value;
  }

  /** An empty message takes a retained one away. A long one is not parsed. */
  get isReadable(): boolean {
    return this.#bytes.length > 0 && this.#bytes.length <= LARGEST_JSON;
  }
}
