/** Recognizes the protocol name of a CONNECT. */

/** Protocol names with their length (3.1.2.1); the second one is MQTT 3.1's. */
const PROTOCOL_NAMES: readonly (readonly number[])[] = [
  [0, 4, 0x4d, 0x51, 0x54, 0x54],
  [0, 6, 0x4d, 0x51, 0x49, 0x73, 0x64, 0x70],
];

/** Number of bytes of the name at this place; undefined if there is none. */
export function protocolNameAt(bytes: Uint8Array, at: number): number | undefined {
  return PROTOCOL_NAMES.find((name) => name.every((byte, index) => bytes[at + index] === byte))
    ?.length;
}
