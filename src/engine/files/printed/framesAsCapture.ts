/** Makes a pcap file of frames that were printed as text, such as those of `tcpdump -X`. */
import { ByteWriter } from '../bytes/byteWriter.ts';
import { readFrame } from '../frames/frameLayers.ts';
import type { Carried } from '../tcp/tcpSegment.ts';

const [ETHERNET, RAW_IP, LINUX_COOKED, LINUX_COOKED_2] = [1, 101, 113, 276];
const LINK_TYPES = [ETHERNET, RAW_IP, LINUX_COOKED, LINUX_COOKED_2];
/** Bytes after a segment: padding of a short Ethernet frame, and its checksum. */
const MOST_PADDING = 50;
const LONGEST_FRAME = 262_144;
const MICROSECONDS = 0xa1b2c3d4;

/** undefined: not all of them are frames, or none has a payload */
export function framesAsCapture(frames: readonly Uint8Array[]): Uint8Array | undefined {
  const linkType = LINK_TYPES.find((type) => areFrames(frames, type));
  if (linkType === undefined) return undefined;
  const writer = new ByteWriter().u32(MICROSECONDS).u16(2).u16(4).zeros(8);
  writer.u32(LONGEST_FRAME).u32(linkType);
  for (const [at, frame] of frames.entries()) {
    // The times are unknown: frames follow each other after a millisecond.
    writer.u32(Math.floor(at / 1000)).u32((at % 1000) * 1000);
    writer.u32(frame.length).u32(frame.length).raw(frame);
  }
  return writer.bytes();
}

function areFrames(frames: readonly Uint8Array[], linkType: number): boolean {
  let hasPayload = false;
  for (const frame of frames) {
    const found = readFrame(linkType, frame, 0, frame.length);
    if (typeof found !== 'object') return false;
    if ('packet' in found) continue;
    const payload = payloadOf(found);
    if (payload.length === 0) continue;
    const after = frame.byteOffset + frame.length - payload.byteOffset - payload.length;
    if (after > MOST_PADDING) return false;
    hasPayload = true;
  }
  return hasPayload;
}

const payloadOf = (found: Carried): Uint8Array =>
  'datagram' in found ? found.datagram : found.payload;
