/** Decrypts Meshtastic packets with their channel's key, and reads the content by its port. */
import { ctr } from '@noble/ciphers/aes.js';
import { readFields, varint, type WireField } from '../formats/protobuf/protobufWire.ts';
import { text } from '../formats/text.ts';
import type { PayloadFormat, Unwrap } from '../tree/format.ts';
import { formatOfMessage } from './messages.ts';

/** Byte limit; over radio, packets have at most 256. */
const LARGEST = 4096;

/** Field numbers. */
const PACKET = 1;
const OF_PACKET = { from: 1, decoded: 4, encrypted: 5, id: 6 } as const;
const OF_DATA = { port: 1, payload: 2 } as const;

const DATA = formatOfMessage('Data');
const BY_PORT: ReadonlyMap<number, PayloadFormat> = new Map([
  [1, text],
  [3, formatOfMessage('Position')],
  [4, formatOfMessage('User')],
  [67, formatOfMessage('Telemetry')],
]);

export function opening(key: Uint8Array): Unwrap {
  return (payload) => {
    const packet = fieldOf(payload, { start: 0, end: payload.length }, PACKET, 2);
    if (packet === undefined)
      return { bytes: new Uint8Array(0), error: { key: 'head', offset: 0 } };
    const decoded = fieldOf(payload, packet, OF_PACKET.decoded, 2);
    if (decoded !== undefined) return within(payload.subarray(decoded.start, decoded.end));
    const encrypted = fieldOf(payload, packet, OF_PACKET.encrypted, 2);
    const at = { key: 'head', offset: packet.start } as const;
    if (encrypted === undefined) return { bytes: new Uint8Array(0), error: at };
    if (encrypted.end - encrypted.start > LARGEST) {
      return { bytes: new Uint8Array(0), error: { key: 'large', offset: encrypted.start } };
    }
    const bytes = payload.subarray(encrypted.start, encrypted.end);
    return within(key.length === 0 ? bytes : ctr(key, nonceOf(payload, packet)).decrypt(bytes));
  };
}

/** The packet's number, then its sender's number. */
function nonceOf(payload: Uint8Array, packet: Stretch): Uint8Array {
  const nonce = new Uint8Array(16);
  const put = (number: number, to: number) => {
    const field = fieldOf(payload, packet, number, 5);
    if (field !== undefined) nonce.set(payload.subarray(field.start, field.end), to);
  };
  put(OF_PACKET.id, 0);
  put(OF_PACKET.from, 8);
  return nonce;
}

/** Content as its port defines it; all of the data if the port is unknown or the key was wrong. */
function within(data: Uint8Array) {
  const { fields, error } = readFields(data, 0, data.length);
  const port = fields.find(({ number, wire }) => number === OF_DATA.port && wire === 0);
  const content = fields.find(({ number, wire }) => number === OF_DATA.payload && wire === 2);
  const format =
    port === undefined || error !== undefined
      ? undefined
      : BY_PORT.get(Number(varint(data, port.start, port.end)));
  return format === undefined || content === undefined
    ? { bytes: data, format: DATA }
    : { bytes: data.subarray(content.start, content.end), format };
}

type Stretch = Pick<WireField, 'start' | 'end'>;

/** The last field with that number, as Protobuf requires. */
function fieldOf(
  bytes: Uint8Array,
  { start, end }: Stretch,
  number: number,
  wire: WireField['wire'],
): WireField | undefined {
  const { fields } = readFields(bytes, start, end);
  return fields.findLast((field) => field.number === number && field.wire === wire);
}
