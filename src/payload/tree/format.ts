/** Describes a payload format. Code that shows, searches, saves or writes payloads reads this. */

import type { BytesErrors } from '../../base/hex.ts';
import type { Lazy } from '../../base/lazy.ts';
import type { Localizable } from '../../base/message.ts';
import type { JsonErrorKey, JsonErrors } from './jsonErrors.ts';
import type { SchemaErrors } from './schemaErrors.ts';
import type { TreeValue, ValueTree } from './valueTree.ts';

/** FileErrors of a payload; `i18n` has their texts. */
export type ErrorKey =
  /** The payload ends inside the value that begins here. */
  | 'ends'
  /** Bytes follow a complete value. */
  | 'rest'
  /** A byte that cannot begin a value. */
  | 'reserved'
  | 'utf8'
  /** A NUL byte before the text. */
  | 'nul'
  /** The bytes from here on are not text. */
  | 'no-text'
  /** The bytes from here are not a character of the character set. */
  | 'charset'
  /** Nested too deep. */
  | 'depth'
  /** An end without an open container, or a key without a value. */
  | 'break'
  /** A chunk of a text or byte string has another type. */
  | 'chunk'
  /** The payload does not begin like compressed data of this format. */
  | 'unpacked'
  /** The compressed data is invalid from here. */
  | 'packed'
  /** The checksum of the unpacked content is wrong. */
  | 'checksum'
  /** The size of the unpacked content is wrong. */
  | 'size'
  /** The unpacked content exceeds the limit. */
  | 'large'
  /** The text violates the format's syntax. */
  | 'syntax'
  /** More values follow than the limit. */
  | 'many'
  /** The payload is not JSON. */
  | 'json'
  /** There is no value at the path. */
  | 'path'
  /** The value is not a text, bytes or a number. */
  | 'kind'
  /** The text is invalid in a notation such as Base64, with the reason. */
  | keyof BytesErrors
  /** Compressed with an external dictionary. */
  | 'dictionary'
  /** More layers are wrapped than the limit. */
  | 'layers'
  /** A header with an unknown type or no valid length. */
  | 'head'
  /** The schema of the following data is missing. */
  | 'schema'
  /** An earlier step returns the notation of a value instead of bytes. */
  | 'written'
  /** An earlier step returns a text or a value that is not a decimal number. */
  | 'digits'
  /** The chain itself is invalid. */
  | 'chain';

export interface FormatError {
  readonly key: ErrorKey;
  /** Byte offset in the payload. */
  readonly offset: number;
  /** For `depth` and `layers`: the limit. */
  readonly levels?: number;
  /** For `json` in several lines: the line, counted from 1. */
  readonly line?: number;
  /** For `json`: the reason. */
  readonly why?: JsonErrorKey;
  /** The values read are valid: the error concerns one value, or the bytes after them. */
  readonly isHarmless?: true;
}

/** Whether the values read before or despite the error are reliable. */
export function isHarmless({ key, isHarmless: isSaid }: FormatError): boolean {
  return isSaid === true || key === 'many';
}

/** The error that weighs more against the values; the first of two equal ones. */
export function graverError(
  first: FormatError | undefined,
  second: FormatError | undefined,
): FormatError | undefined {
  if (first === undefined || second === undefined) return first ?? second;
  return isHarmless(first) && !isHarmless(second) ? second : first;
}

/**
 * `sure`: the whole payload is one well-formed item. `begun`: it is, up to an error. `untried`: it begins like
 * one, and only code that is not loaded can decide. `guess`: it may be one, like many other payloads, so it
 * is only offered.
 */
export type Certainty = 'sure' | 'begun' | 'untried' | 'guess' | undefined;

export interface Decoded {
  /** The values before the error; undefined if there are none. */
  readonly tree: ValueTree | undefined;
  readonly error?: FormatError | undefined;
}

export interface LaidOut {
  readonly text: string;
  /** For each line, the offset of its first byte in the payload. */
  readonly lineOffsets: readonly number[];
  /** The error that stopped the reading. */
  readonly error?: FormatError | undefined;
}

/**
 * Form of a value that a step picked instead of bytes: a text, or the notation of another value than text or
 * bytes.
 */
export type WrittenAs = 'text' | 'value';

/** The content of a payload that wraps another. */
export interface Unwrapped {
  /** The content before the error. A error without bytes means that unwrapping failed. */
  readonly bytes: Uint8Array;
  readonly error?: FormatError | undefined;
  /** The format of the content, if given; otherwise it is detected. */
  readonly format?: PayloadFormat | undefined;
  /** The content type of the content, for detecting its format. */
  readonly contentType?: string | undefined;
  /** Bytes of the payload that contain the content; absent for all of them. */
  readonly place?: { readonly start: number; readonly end: number } | undefined;
  /** The content is a text or notation instead of bytes. */
  readonly writtenAs?: WrittenAs | undefined;
}

/** Context of a payload besides its bytes. */
export interface About {
  /** MQTT 5. */
  readonly contentType?: string | undefined;
  /** The user's choice for the topic, which overrides detection. */
  readonly chosen?: PayloadFormat | undefined;
}

/** undefined if this payload wraps nothing. */
export type Unwrap = (payload: Uint8Array, most: number) => Unwrapped | undefined;

/** The code of this format is needed but not loaded. This is not an error: load it and ask again. */
export interface Missing {
  readonly missing: PayloadFormat;
}

export function isMissing(said: unknown): said is Missing {
  return (
    typeof said === 'object' && said !== null && 'missing' in said && said.missing !== undefined
  );
}

/** Stands for an object or array, which exists and equals no value. */
export const CONTAINER = Symbol('container');

/** The value at a path; undefined if there is none, or if the payload has another format. */
export type PayloadReader = (payload: Uint8Array) => TreeValue | typeof CONTAINER | undefined;

/** Reason why typed text is not a valid payload of the format. Lines and columns count from 1. */
export type TypedError =
  | { readonly kind: 'surrogate' }
  | {
      readonly kind: 'notation';
      readonly line: number;
      readonly column: number;
      readonly why: Localizable<BytesErrors>;
    }
  | {
      readonly kind: 'json';
      readonly line: number;
      readonly column: number;
      readonly why: Localizable<JsonErrors>;
    }
  /** The format cannot hold this number or text. */
  | {
      readonly kind: 'number' | 'text';
      readonly line: number;
      readonly column: number;
    }
  /** The value violates the schema. */
  | {
      readonly kind: 'misfit';
      readonly line: number;
      readonly column: number;
      readonly why: Localizable<SchemaErrors>;
    };

export type TypedResult =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly error: TypedError };

/** The way to type a payload of the format. */
export interface Typed {
  /** `text` stays unchanged if another text format is chosen; `bytes` are converted to the other notation. */
  readonly of: 'text' | 'bytes';
  /** The typed text is JSON. `doubted`: other text can be sent as well. */
  readonly json?: 'doubted' | 'needed';
  /** Whether the format stays chosen when another message is loaded. */
  readonly stays: boolean;
  readonly parse: (text: string) => TypedResult;
  /** The text that `parse` converts to exactly these bytes; undefined if there is none. */
  readonly print: (bytes: Uint8Array) => string | undefined;
}

/** Reads the values of a format. */
export interface FormatReading {
  readonly decode?: (payload: Uint8Array) => Decoded;
  /** Formatted lines of the values that `decode` reads. */
  readonly layOut?: (payload: Uint8Array) => LaidOut | undefined;
  /** For the display filter, which runs for every packet. */
  readonly reader?: (steps: readonly (string | number)[]) => PayloadReader;
}

/** The text of a chain, with the files that its steps name in brackets. */
export interface ChainParts {
  readonly chain: string;
  readonly files: readonly { readonly name: string; readonly text: string }[];
}

export interface PayloadFormat extends FormatReading {
  readonly id: string;
  /** The name in its standard; `i18n` has translations for formats without a name. */
  readonly name: string;
  /** File name extension of a saved payload, with its point. */
  readonly extension: string;
  /** Content types (MQTT 5) of the format. */
  readonly mediaType?: RegExp;
  /** Offered for showing a payload: always, or if it may match. Absent for writing only. */
  readonly shown?: 'always' | 'where-found';
  /**
   * Must be cheap for payloads of other formats. Absent if any bytes match.
   * @param isNamed whether the content type names the format, so that short payloads count
   */
  readonly detect?: (payload: Uint8Array, isNamed: boolean) => Certainty;
  /** Whether all payloads of the format are lines of text. */
  readonly isText?: boolean;
  /** The lazily loaded reader of its values. */
  readonly readBy?: Lazy<FormatReading>;
  /** The content type for drawing it as a picture. Its values are `width` and `height` in pixels. */
  readonly picture?: string;
  /** Unwraps the content, up to a number of bytes. Its library is loaded on first use. */
  readonly unwrap?: Lazy<Unwrap>;
  /** The format for a text or value from an earlier step, if it is not read like other bytes. */
  readonly ofWritten?: (as: WrittenAs) => PayloadFormat | undefined;
  /** The chain that the format was built from, for rebuilding it in a worker: functions cannot be posted. */
  readonly madeOf?: ChainParts | undefined;
  /**
   * Number of the packet that declared the format, if it is later than the payload, which makes the format a
   * guess. 0 if that packet was not recorded.
   */
  readonly later?: number | undefined;
  /** The codec for writing it; a lazy one is loaded on first use. */
  readonly typed?: Typed | Lazy<Typed>;
}
