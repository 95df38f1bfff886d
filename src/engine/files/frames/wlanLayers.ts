/** Parses frames of IEEE 802.11, also after a radiotap header. */
import { u16, u32 } from '../bytes/bytes.ts';
import { afterSnap, type Found, LAYER, layer } from './layer.ts';

const DATA = 2;
const NO_DATA = 0x40;
const QOS = 0x80;
const TO_SYSTEM = 0x01;
const FROM_SYSTEM = 0x02;
const PROTECTED = 0x40;
const ORDER = 0x80;
const AGGREGATED = 0x80;

/**
 * IEEE 802.11, 9.2 and 9.3.2: the data frames; others carry no IP.
 * @param isPadded the header is padded to a multiple of four bytes
 */
export function afterWlan(frame: Uint8Array, at: number, to: number, isPadded = false): Found {
  const control = frame[at] ?? 0;
  const flags = frame[at + 1] ?? 0;
  if (((control >> 2) & 3) !== DATA || (control & NO_DATA) !== 0) return undefined;
  const hasFourAddresses = (flags & TO_SYSTEM) !== 0 && (flags & FROM_SYSTEM) !== 0;
  const qosAt = at + (hasFourAddresses ? 30 : 24);
  const hasQos = (control & QOS) !== 0;
  const start = qosAt + (hasQos ? 2 : 0) + (hasQos && (flags & ORDER) !== 0 ? 4 : 0);
  if (start > to) return undefined;
  if ((flags & PROTECTED) !== 0) return 'encrypted';
  if (hasQos && ((frame[qosAt] ?? 0) & AGGREGATED) !== 0) return 'aggregated';
  return afterSnap(frame, isPadded ? at + Math.ceil((start - at) / 4) * 4 : start, to);
}

/** Another word of bits follows. */
const MORE = 2 ** 31;
const HAS_TIME = 1;
const HAS_FLAGS = 2;
const PADDED = 0x20;

/** radiotap.org: a length, words that name the fields, and the fields: first 8 bytes of time, then flags. */
export function afterRadiotap(frame: Uint8Array, at: number, to: number): Found {
  const size = at + 8 > to ? 0 : u16(frame, at + 2, true);
  if (size < 8 || at + size > to) return undefined;
  const fields = u32(frame, at + 4, true);
  let next = 4;
  while (next + 4 <= size && u32(frame, at + next, true) >= MORE) next += 4;
  next += 4;
  if ((fields & HAS_TIME) !== 0) next = Math.ceil(next / 8) * 8 + 8;
  const isPadded =
    (fields & HAS_FLAGS) !== 0 && next < size && ((frame[at + next] ?? 0) & PADDED) !== 0;
  return layer(isPadded ? LAYER.paddedWlan : LAYER.wlan, at + size);
}
