/**
 * Which packets share a frame. The standard lets clients count on nothing there [MQTT-6.0.0-2], but some
 * lose what comes behind CONNACK or SUBACK in the same one.
 */
const CONNACK = 0x20;
const SUBACK = 0x90;

/** `pieces` in order, as few as can be with each CONNACK and SUBACK that is a piece in one of its own. */
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

/** One piece, or none of none. */
export function inOne(pieces: Uint8Array[]): Uint8Array[] {
  return pieces.length < 2 ? pieces : [Buffer.concat(pieces)];
}

/** Bytes in the middle of something else may look so as well, and lose nothing by it. */
function isAlone([first]: Uint8Array): boolean {
  return first === CONNACK || first === SUBACK;
}

/**
 * One packet each; what is no whole packet, and what comes behind it, stays together. For clients that
 * leave what comes behind the first packet of a frame until the next frame arrives.
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

/** By the remaining length behind the first byte (2.1.4). */
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
