/**
 * Opens compressed payloads: the libraries of Eclipse Tahu mark them by `uuid`, put the compressed payload
 * into `body`, and name the method in the metric `algorithm`.
 */
import { decodeUtf8 } from '../../../base/utf8.ts';
import { graverError, type PayloadFormat, type Unwrap, type Unwrapped } from '../../tree/format.ts';
import { LARGEST_READ } from '../../tree/largest.ts';
import { isGzip, isZlib } from '../compressed/deflatedHeads.ts';
import { unwrapDeflate, unwrapGzip, unwrapZlib } from '../compressed/inflate.ts';
import { readFields } from '../protobuf/protobufWire.ts';
import type { KnownMetrics, SparkplugRead } from './sparkplugMessages.ts';
import { readSparkplug } from './sparkplugReading.ts';

const COMPRESSED = 'SPBV1.0_COMPRESSED';
const UUID = 4;
const BODY = 5;

/** undefined if the payload is not compressed. */
function compressedBody(payload: Uint8Array, most: number): Unwrapped | undefined {
  const { fields, error } = readFields(payload, 0, payload.length);
  if (error !== undefined) return undefined;
  const last = (wanted: number) =>
    fields.findLast(({ number, wire }) => number === wanted && wire === 2);
  const uuid = last(UUID);
  if (uuid === undefined || decodeUtf8(payload.subarray(uuid.start, uuid.end)) !== COMPRESSED) {
    return undefined;
  }
  const { start, end } = last(BODY) ?? { start: payload.length, end: payload.length };
  const { metrics } = readSparkplug(payload);
  const algorithm = metrics.find(({ name }) => name === 'algorithm')?.value;
  const unpacked = unpack(payload.subarray(start, end), algorithm, most);
  const fault = unpacked.error && { ...unpacked.error, offset: start + unpacked.error.offset };
  return { ...unpacked, error: fault, place: { start, end } };
}

/** Writers of DEFLATE differ in whether they add the header of zlib. */
function unpack(body: Uint8Array, algorithm: unknown, most: number): Unwrapped {
  const isGiven = typeof algorithm === 'string';
  const method = isGiven ? algorithm.toUpperCase() : undefined;
  if (method === 'GZIP' || (!isGiven && isGzip(body))) return unwrapGzip(body, most);
  if (method === 'DEFLATE' || !isGiven) {
    return isZlib(body, true) ? unwrapZlib(body, most) : unwrapDeflate(body, most);
  }
  return { bytes: new Uint8Array(), error: { key: 'unpacked', offset: 0 } };
}

/** @param format reads the payload in the body */
export const openingBody =
  (format: PayloadFormat): Unwrap =>
  (payload, most) => {
    const inner = compressedBody(payload, most);
    return inner && { ...inner, format };
  };

/** Reads a payload, or the compressed payload in its body. Never throws. */
export function readOpened(payload: Uint8Array, known?: KnownMetrics): SparkplugRead {
  const inner = compressedBody(payload, LARGEST_READ);
  if (inner === undefined) return readSparkplug(payload, known);
  const read = readSparkplug(inner.bytes, known);
  return { ...read, error: graverError(inner.error, read.error) };
}
