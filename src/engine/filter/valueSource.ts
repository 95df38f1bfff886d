/** The interface between a filter and a field's values. */
import type { FieldValue } from '../../mqtt/dissect/dissection.ts';
import type { PayloadReader } from '../../payload/tree/format.ts';
import type { PacketFacts } from './packetFacts.ts';

export type FactValue = FieldValue | NonNullable<ReturnType<PayloadReader>>;

export interface ValueTest {
  (value: FactValue): boolean;
  /** The same for bytes within a buffer. */
  readonly ofBytes?: BytesTest;
}

export type BytesTest = (bytes: Uint8Array, from: number, to: number) => boolean;

export interface ValueSource {
  /** True if the test holds for any of the field's values. Most fields have at most one. */
  readonly any: (facts: PacketFacts, test: ValueTest) => boolean;
  /** Approximate cost in nanoseconds. Cheap conditions are tested first. */
  readonly cost: number;
}

/** Steps per searched byte. */
export const STEPS_PER_BYTE = 4;

/** Steps for reading the values of a payload in any format, and for each byte of the packet. */
const STEPS_PER_READ = 50_000;
const STEPS_PER_READ_BYTE = 32;
export const readSteps = (size: number): number => STEPS_PER_READ + STEPS_PER_READ_BYTE * size;

export const FIELDS_COST = 10_000;
