/** Decrypts Meshtastic packets with their channel's key, and reads the content by its port. */
import { ctr } from '@noble/ciphers/aes.js';
import { text } from '../formats/text.ts';
import type { PayloadFormat, Unwrap } from '../tree/format.ts';
import { formatOfMessage } from './messages.ts';
import { contentOf, decodedIn, fieldOf, packetIn, type Stretch } from './packetFields.ts';
import { CONTENT_BY_PORT } from './schema.ts';

/** Byte limit; over radio, packets have at most 256. */
const LARGEST = 4096;

/** Field numbers of a packet. */
const OF_PACKET = { from: 1, encrypted: 5, id: 6 } as const;

const DATA = formatOfMessage('Data');
const BY_TYPE: ReadonlyMap<string, PayloadFormat> = new Map(
  [...CONTENT_BY_PORT.values()].map((type) => [
    type,
    type === 'string' ? text : formatOfMessage(type),
  ]),
);

export function opening(key: Uint8Array): Unwrap {
  return (payload) => {
    const packet = packetIn(payload);
    if (packet === undefined)
      return { bytes: new Uint8Array(0), error: { key: 'head', offset: 0 } };
    const decoded = decodedIn(payload, packet);
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
  const found = contentOf(data, { start: 0, end: data.length });
  const format = found && BY_TYPE.get(found.type);
  if (found === undefined || format === undefined) return { bytes: data, format: DATA };
  const { start, end } = found.content;
  return { bytes: data.subarray(start, end), format };
}
