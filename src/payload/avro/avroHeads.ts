/** Magic bytes of an Avro container file. */
const MAGIC = [0x4f, 0x62, 0x6a, 0x01];

export function isContainer(payload: Uint8Array): boolean {
  return payload.length > 20 && MAGIC.every((byte, at) => payload[at] === byte);
}
