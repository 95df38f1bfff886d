/**
 * Groups packets into frames. Clients must not rely on frame boundaries [MQTT-6.0.0-2], but some lose packets
 * that follow CONNACK or SUBACK in the same frame.
 */
const CONNACK = 0x20;
const SUBACK = 0x90;

/** Joins `pieces` in order into as few as possible, with a separate one for each CONNACK and SUBACK. */
export function frames(pieces: Uint8Array[]): Uint8Array[] {
  if (pieces.length < 2) return pieces;
  const result: Uint8Array[] = [];
  let together: Uint8Array[] = [];
  for (const piece of pieces) {
    if (!isAlone(piece)) {
      together.push(piece);
      continue;
    }
    result.push(...inOne(together), piece);
    together = [];
  }
  result.push(...inOne(together));
  return result;
}

/** Joins all into at most one piece. */
export function inOne(pieces: Uint8Array[]): Uint8Array[] {
  return pieces.length < 2 ? pieces : [Buffer.concat(pieces)];
}

/** Bytes inside another packet may match, which does no harm. */
function isAlone([first]: Uint8Array): boolean {
  return first === CONNACK || first === SUBACK;
}

/**
 * Splits into one packet each. An incomplete packet and everything after it stays together. For clients that
 * leave further packets of a frame unread until the next frame.
 */
export function packetsOf(bytes: Uint8Array): Uint8Array[] {
  const packets: Uint8Array[] = [];
  let start = 0;
  while (start < bytes.length) {
    const end = packetEnd(bytes, start);
    packets.push(bytes.subarray(start, end));
    start = end;
  }
  return packets;
}

/** Finds the end by the remaining length after the first byte (2.1.4). */
function packetEnd(bytes: Uint8Array, start: number): number {
  let length = 0;
  for (let place = 0; place < 4; place += 1) {
    const byte = bytes[start + 1 + place];
    if (byte === undefined) break;
    length += (byte & 0x7f) * 128 ** place;
    if (byte < 0x80) return Math.min(bytes.length, start + 2 + place + length);
  }
  return bytes.length;
}
