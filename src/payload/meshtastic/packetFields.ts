/** Finds the fields of a Meshtastic packet without its schema. */
import { readFields, varint, type WireField } from '../formats/protobuf/protobufWire.ts';
import { CONTENT_BY_PORT } from './schema.ts';

/** Field numbers. */
const PACKET = 1;
const DECODED = 4;
const OF_DATA = { port: 1, payload: 2 } as const;

export type Stretch = Pick<WireField, 'start' | 'end'>;

/** The last field with that number, as Protobuf requires. */
export function fieldOf(
  bytes: Uint8Array,
  { start, end }: Stretch,
  number: number,
  wire: WireField['wire'],
): WireField | undefined {
  const { fields } = readFields(bytes, start, end);
  return fields.findLast((field) => field.number === number && field.wire === wire);
}

/** The packet in an envelope. */
export const packetIn = (envelope: Uint8Array): Stretch | undefined =>
  fieldOf(envelope, { start: 0, end: envelope.length }, PACKET, 2);

/** The unencrypted data of a packet. */
export const decodedIn = (envelope: Uint8Array, packet: Stretch): Stretch | undefined =>
  fieldOf(envelope, packet, DECODED, 2);

/** The content of data and its type; undefined for an unknown port and for data that is not Protobuf. */
export function contentOf(
  bytes: Uint8Array,
  { start, end }: Stretch,
): { readonly type: string; readonly content: Stretch } | undefined {
  if (readFields(bytes, start, end).error !== undefined) return undefined;
  const port = fieldOf(bytes, { start, end }, OF_DATA.port, 0);
  const content = fieldOf(bytes, { start, end }, OF_DATA.payload, 2);
  const type = port && CONTENT_BY_PORT.get(Number(varint(bytes, port.start, port.end)));
  return type === undefined || content === undefined ? undefined : { type, content };
}
