/** What a payload format says of itself. All that shows, searches, saves or writes payloads reads this. */

import type { BytesFaults } from '../../base/hex.ts';
import type { Lazy } from '../../base/lazy.ts';
import type { Fact } from '../../base/message.ts';
import type { JsonFaults } from './jsonScan.ts';
import type { Misfits } from './schemaErrors.ts';
import type { TreeValue, ValueTree } from './valueTree.ts';

/** What can be wrong; `words` has the words. */
export type FaultKey =
  /** The payload ends within the value that begins here. */
  | 'ends'
  /** More follows after what is complete. */
  | 'rest'
  /** A byte that begins nothing. */
  | 'reserved'
  | 'utf8'
  /** Nested too deeply to be read. */
  | 'depth'
  /** An end where nothing is open, or a key without its value. */
  | 'break'
  /** A part of a text or of bytes is of another type. */
  | 'chunk'
  /** It does not begin as what is packed so does. */
  | 'unpacked'
  /** What is packed cannot be unpacked from here on. */
  | 'packed'
  /** What is unpacked is not what was packed. */
  | 'checksum'
  /** What is unpacked has another size than this says. */
  | 'size'
  /** More is packed than is unpacked here. */
  | 'large'
  /** A text that the format does not write so. */
  | 'syntax'
  /** More values follow than are read. */
  | 'many'
  /** It is no JSON. */
  | 'json'
  /** No value stands at the path. */
  | 'path'
  /** What stands there is neither text nor bytes nor a number. */
  | 'kind'
  /** It is no text of a notation such as Base64, and why. */
  | keyof BytesFaults
  /** It is packed with a dictionary that is not in it. */
  | 'dictionary'
  /** It wraps more than is unwrapped here. */
  | 'layers'
  /** A head that says neither how its value is written nor where it ends. */
  | 'head'
  /** No schema for what follows is there. */
  | 'schema'
  /** A step before gives a value as it is written, in place of bytes. */
  | 'written'
  /** A step before gives a text or a value that is no number in digits. */
  | 'digits'
  /** The chain itself cannot be used. */
  | 'chain';

export interface FormatFault {
  readonly key: FaultKey;
  /** Bytes from the payload's first. */
  readonly offset: number;
  /** For `depth` and `layers`: the limit. */
  readonly levels?: number;
  /** What was read is right all the same: it is about one value, or about what follows. */
  readonly isHarmless?: true;
}

/** Whether values that were read in spite of it may be counted on. */
export function isHarmless({ key, isHarmless: isSaid }: FormatFault): boolean {
  return isSaid === true || key === 'many';
}

/** Of two, that which says more against the values; the first of its kind. */
export function graverFault(
  first: FormatFault | undefined,
  second: FormatFault | undefined,
): FormatFault | undefined {
  if (first === undefined || second === undefined) return first ?? second;
  return isHarmless(first) && !isHarmless(second) ? second : first;
}

/**
 * `sure`: the whole payload is one well-formed item of it. `begun`: it is up to a fault. `untried`: it begins
 * as one, and only code that is not loaded yet can tell. `guess`: it may be one, as much else may, and is
 * only offered.
 */
export type Certainty = 'sure' | 'begun' | 'untried' | 'guess' | undefined;

export interface Decoded {
  /** Up to the fault; undefined where not even one value stands before it. */
  readonly tree: ValueTree | undefined;
  readonly fault?: FormatFault | undefined;
}

export interface LaidOut {
  readonly text: string;
  /** For each line, the byte of the payload with which it begins. */
  readonly lineOffsets: readonly number[];
  /** What stopped the reading. */
  readonly fault?: FormatFault | undefined;
}

/** What stands for bytes that a step of a chain picked: a text, or what is neither text nor bytes, as it is written. */
export type WrittenAs = 'text' | 'value';

/** What a payload only wraps. */
export interface Unwrapped {
  /** Up to the fault; with one and without a byte, nothing came of it. */
  readonly bytes: Uint8Array;
  readonly fault?: FormatFault | undefined;
  /** What they are, where that is said; else they are looked at. */
  readonly format?: PayloadFormat | undefined;
  /** Bytes of the payload that it was made of; absent: all of it. */
  readonly place?: { readonly start: number; readonly end: number } | undefined;
  /** They are no bytes of their own. */
  readonly writtenAs?: WrittenAs | undefined;
}

/** What is known of a payload beside its bytes. */
export interface About {
  /** MQTT 5. */
  readonly contentType?: string | undefined;
  /** How a person wants payloads of its topic to be read: it is taken as this, whatever it is. */
  readonly chosen?: PayloadFormat | undefined;
}

export type Unwrap = (payload: Uint8Array, most: number) => Unwrapped;

/** Nothing can be said of a payload before the code of this format is loaded. It is no error: ask again then. */
export interface Missing {
  readonly missing: PayloadFormat;
}

export function isMissing(said: unknown): said is Missing {
  return (
    typeof said === 'object' && said !== null && 'missing' in said && said.missing !== undefined
  );
}

/** An object or an array: it is there, and equals nothing. */
export const CONTAINER = Symbol('container');

/** The value at a path; undefined where there is none, or where the payload is of another format. */
export type PayloadReader = (payload: Uint8Array) => TreeValue | typeof CONTAINER | undefined;

/** Why typed text is no payload of this format. Lines and columns count from 1. */
export type TypedFault =
  | { readonly kind: 'surrogate' }
  | {
      readonly kind: 'notation';
      readonly line: number;
      readonly column: number;
      readonly why: Fact<BytesFaults>;
    }
  | {
      readonly kind: 'json';
      readonly line: number;
      readonly column: number;
      readonly why: Fact<JsonFaults>;
    }
  /** A number or a text that the format has no place for. */
  | {
      readonly kind: 'number' | 'text';
      readonly line: number;
      readonly column: number;
    }
  /** Not as the schema wants it. */
  | {
      readonly kind: 'misfit';
      readonly line: number;
      readonly column: number;
      readonly why: Fact<Misfits>;
    };

export type TypedResult =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly fault: TypedFault };

/** How a person writes a payload of the format. */
export interface Typed {
  /** `text` stays when another such format is chosen; `bytes` are the same bytes in another notation. */
  readonly of: 'text' | 'bytes';
  /** What is typed is JSON. `doubted`: anything else can be sent, too. */
  readonly json?: 'doubted' | 'needed';
  /** Whether it stays chosen when another message is loaded. */
  readonly stays: boolean;
  readonly parse: (text: string) => TypedResult;
  /** The text of which `parse` makes exactly these bytes; undefined where there is none. */
  readonly print: (bytes: Uint8Array) => string | undefined;
}

/** What reads values of a format. */
export interface FormatReading {
  readonly decode?: (payload: Uint8Array) => Decoded;
  /** Lines for the eye; of what `decode` reads. */
  readonly layOut?: (payload: Uint8Array) => LaidOut | undefined;
  /** For the display filter: asked of every packet. */
  readonly reader?: (steps: readonly (string | number)[]) => PayloadReader;
}

/** A chain as text, with the files that its steps name in brackets. */
export interface ChainParts {
  readonly chain: string;
  readonly files: readonly { readonly name: string; readonly text: string }[];
}

export interface PayloadFormat extends FormatReading {
  readonly id: string;
  /** As its standard writes it; `words` has words for what is no name. */
  readonly name: string;
  /** Of a saved payload, with its point. */
  readonly extension: string;
  /** Content types (MQTT 5) that name it. */
  readonly mediaType?: RegExp;
  /** Among the ways to look at a payload: `always`, or where it may be one; without: only to write. */
  readonly shown?: 'always' | 'where-found';
  /**
   * Costs little for a payload of another format. Without: bytes of any kind.
   * @param isNamed by the content type: what is so short that it could be anything is then no other thing
   */
  readonly detect?: (payload: Uint8Array, isNamed: boolean) => Certainty;
  /** Whether all of it can be read as lines of text. */
  readonly isText?: boolean;
  /** What reads it, where that is loaded when it is first needed. */
  readonly readBy?: Lazy<FormatReading>;
  /** The content type as which it is drawn: its values are `width` and `height`, in pixels. */
  readonly picture?: string;
  /** What it wraps, at most as many bytes. Libraries are loaded when a payload first needs them. */
  readonly unwrap?: Lazy<Unwrap>;
  /** What reads a text or a value that a step of a chain gives it, where that is not read as any bytes are. */
  readonly ofWritten?: (as: WrittenAs) => PayloadFormat | undefined;
  /** The chain that it is, to be made anew elsewhere: functions cannot be posted. */
  readonly madeOf?: ChainParts | undefined;
  /** The packet that told it came after what it reads, which makes it a guess; 0: it was not recorded. */
  readonly later?: number | undefined;
  /** How it is written; a codec is loaded when somebody first writes one. */
  readonly typed?: Typed | Lazy<Typed>;
}
