/** A field's values as a filter asks for them. */
import type { FieldValue } from '../../mqtt/dissect/dissection.ts';
import type { PayloadReader } from '../../payload/tree/format.ts';
import type { PacketFacts } from './packetFacts.ts';

export type FactValue = FieldValue | NonNullable<ReturnType<PayloadReader>>;

export interface ValueTest {
  (value: FactValue): boolean;
  /** The same of bytes that stand among others. */
  readonly ofBytes?: BytesTest;
}

export type BytesTest = (bytes: Uint8Array, from: number, to: number) => boolean;

export interface ValueSource {
  /** Whether the test holds for any of the field's values; most fields have at most one. */
  readonly any: (facts: PacketFacts, test: ValueTest) => boolean;
  /** Roughly, in nanoseconds: cheap questions are asked first. */
  readonly cost: number;
}

/** Steps for each searched byte. */
export const STEPS_PER_BYTE = 4;

export const FIELDS_COST = 10_000;
