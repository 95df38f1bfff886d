/** How a person wants payloads of their topics to be read, kept with a profile. */

import type { SchemaFile } from '../formats/step.ts';
import type { PayloadFormat } from '../tree/format.ts';

/** The first rule whose filter matches a topic is that of its payloads. */
export interface ChainRule {
  /** A topic filter. */
  readonly filter: string;
  /** `json.data | base64 | gzip`; see docs/payloads.md. */
  readonly chain: string;
}

/** The first rule whose filter matches a topic says what its messages keep to. */
export interface SchemaRule {
  /** A topic filter. */
  readonly filter: string;
  /** A JSON Schema. */
  readonly schema: string;
}

export interface PayloadRules {
  readonly chains: readonly ChainRule[];
  /** What steps name in brackets. */
  readonly files: readonly SchemaFile[];
  /** What messages are held to. */
  readonly schemas?: readonly SchemaRule[];
}

/** A chain for a topic for which no rule was made. */
export interface DefaultChain {
  /** undefined: there is none. */
  readonly chain: string | undefined;
  /** What its steps name in brackets. */
  readonly files?: readonly SchemaFile[] | undefined;
  /** The packet that told it came after the message, which makes it a guess; 0: it was not recorded. */
  readonly later?: number | undefined;
}

/** The same text where the same chain reads the same bytes in the same way. */
export function identityOf({ chain, later, files = [] }: DefaultChain): string {
  return [chain, later, ...files.map(({ text }) => text)].join('\n');
}

/** Where a message stands among those of its capture. */
export interface MessagePlace {
  /** Of its packet; infinite: behind all. */
  readonly number: number;
  readonly stream?: number | undefined;
  readonly direction?: 'in' | 'out' | undefined;
}

/** What other messages told of how one is read. */
export interface ToldReading {
  /** As it can be posted. */
  readonly chain: DefaultChain;
  /** The same, ready to read. */
  readonly format: PayloadFormat;
}

/** It may be another for each message of a topic; undefined: nothing was told of that one. */
export interface ToldChain {
  readonly at: (place: MessagePlace) => ToldReading | undefined;
}

/** What a profile keeps at most; lengths in characters. */
export const MOST_RULES = {
  rules: 200,
  files: 100,
  filter: 65_535,
  chain: 4000,
  name: 200,
  text: 1_000_000,
} as const;

export const NO_RULES: PayloadRules = { chains: [], files: [] };
