/**
 * Shows Avro values by their logical type (specification, "Logical Types"): readable text, and numbers with
 * every digit.
 */
import { hex } from '@scure/base';
import { Decimal, exactNumber } from '../../base/decimal.ts';
import { uuidText } from '../../base/uuidText.ts';
import { type Leaf, whole } from '../tree/builtTree.ts';
import { momentText } from '../tree/instants.ts';
import { uint32At } from '../tree/littleEndian.ts';
import type { AvroLogical } from './avroSchema.ts';

/** Limit of bytes for a decimal, because the digits cost quadratic time. */
const LONGEST_DECIMAL = 160;
const DAY = 86_400n;

/** The leaf for an int or a long. */
export function numberLeaf(value: bigint, logical: AvroLogical | undefined): Leaf {
  const text = logical && TIMES.get(logical.kind)?.(value);
  return { value: text ?? whole(value) };
}

const moment = (perSecond: bigint) => (value: bigint) => momentText(value, perSecond);
/** A time without a zone. */
const local = (perSecond: bigint) => (value: bigint) => momentText(value, perSecond)?.slice(0, -1);

const TIMES: ReadonlyMap<AvroLogical['kind'], (value: bigint) => string | undefined> = new Map([
  ['date', (value) => momentText(value * DAY, 1n)?.slice(0, -'T00:00:00Z'.length)],
  ['time-millis', (value) => clock(value, 1000n)],
  ['time-micros', (value) => clock(value, 1_000_000n)],
  ['timestamp-millis', moment(1000n)],
  ['timestamp-micros', moment(1_000_000n)],
  ['timestamp-nanos', moment(1_000_000_000n)],
  ['local-timestamp-millis', local(1000n)],
  ['local-timestamp-micros', local(1_000_000n)],
  ['local-timestamp-nanos', local(1_000_000_000n)],
]);

/** The time of a day. */
function clock(value: bigint, perSecond: bigint): string | undefined {
  if (value < 0n || value >= DAY * perSecond) return undefined;
  return momentText(value, perSecond)?.slice('1970-01-01T'.length, -1);
}

/** The leaf for bytes and fixed. */
export function bytesLeaf(bytes: Uint8Array, logical: AvroLogical | undefined): Leaf {
  if (logical?.kind === 'decimal') return decimalLeaf(bytes, logical.scale);
  if (logical?.kind === 'uuid' && bytes.length === 16) {
    return { value: uuidText(hex.encode(bytes)) };
  }
  if (logical?.kind === 'duration' && bytes.length === 12) return { value: durationText(bytes) };
  return { value: bytes };
}

/** Two's complement, highest byte first; `scale` digits follow the point. */
function decimalLeaf(bytes: Uint8Array, scale: number): Leaf {
  if (bytes.length === 0 || bytes.length > LONGEST_DECIMAL) return { value: bytes };
  const unscaled = BigInt.asIntN(bytes.length * 8, BigInt(`0x${hex.encode(bytes)}`));
  const digits = (unscaled < 0n ? -unscaled : unscaled).toString().padStart(scale + 1, '0');
  const point = digits.length - scale;
  const sign = unscaled < 0n ? '-' : '';
  const fraction = scale === 0 ? '' : `.${digits.slice(point)}`;
  const text = `${sign}${digits.slice(0, point)}${fraction}`;
  const value = exactNumber(text);
  return { value: value instanceof Decimal || Number.isFinite(value) ? value : bytes, text };
}

/** Months, days and milliseconds, four bytes each, in the notation of ISO 8601. */
function durationText(bytes: Uint8Array): string {
  const [months, days, milliseconds] = [0, 4, 8].map((at) => uint32At(bytes, at));
  return `P${months}M${days}DT${(milliseconds ?? 0) / 1000}S`;
}
