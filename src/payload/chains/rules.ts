/** User-defined rules for reading the payloads of topics, stored in a profile. */

import type { SchemaFile } from '../schemas/step.ts';
import type { PayloadFormat } from '../tree/format.ts';

/** The first rule whose filter matches a topic applies to its payloads. */
export interface ChainRule {
  /** A topic filter. */
  readonly filter: string;
  /** `json.data | base64 | gzip`; see docs/payloads.md. */
  readonly chain: string;
}

/** The first rule whose filter matches a topic names the schema of its messages. */
export interface SchemaRule {
  /** A topic filter. */
  readonly filter: string;
  /** A JSON Schema. */
  readonly schema: string;
}

export interface PayloadRules {
  readonly chains: readonly ChainRule[];
  /** Schema files that steps name in brackets. */
  readonly files: readonly SchemaFile[];
  /** Schemas that messages are checked against. */
  readonly schemas?: readonly SchemaRule[];
}

/** The default chain of a topic without a rule. */
export interface DefaultChain {
  /** undefined if there is none. */
  readonly chain: string | undefined;
  /** Schema files that its steps name in brackets. */
  readonly files?: readonly SchemaFile[] | undefined;
  /**
   * Number of the packet that declared the chain, if it is later than the message, which makes the chain a
   * guess. 0 if that packet was not recorded.
   */
  readonly later?: number | undefined;
}

/** Equal for chains that read the same bytes in the same way. */
export function identityOf({ chain, later, files = [] }: DefaultChain): string {
  return [chain, later, ...files.map(({ text }) => text)].join('\n');
}

/** Place of a message in its capture. */
export interface MessagePlace {
  /** Number of its packet; infinity means after all others. */
  readonly number: number;
  readonly stream?: number | undefined;
  readonly direction?: 'in' | 'out' | undefined;
}

/** The reading of a message that other messages described. */
export interface DescribedReading {
  /** In a form that can be posted to a worker. */
  readonly chain: DefaultChain;
  /** The same chain, ready to read. */
  readonly format: PayloadFormat;
}

/** The chain may differ between messages of a topic; undefined if none was declared for this message. */
export interface DescribedChain {
  readonly at: (place: MessagePlace) => DescribedReading | undefined;
}

/** Limits of the rules in a profile; lengths are in characters. */
export const MOST_RULES = {
  rules: 200,
  files: 100,
  filter: 65_535,
  chain: 4000,
  name: 200,
  text: 1_000_000,
} as const;

export const NO_RULES: PayloadRules = { chains: [], files: [] };
