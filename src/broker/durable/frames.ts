/**
 * File format: a header, then frames of facts, each with its length and checksum. Each frame is on the disk
 * before the next is written, so only the last can be torn. The initial content of the file was on the disk
 * before it replaced the other one, and ends with a frame without facts: up to there, nothing can be torn.
 */

/** CRC-32 like Node's `zlib.crc32`, continued from a previous value. */
export type Checksum = (bytes: Uint8Array, value: number) => number;

const NAME = 'mqttscope data ';
const VERSION = 2;
/** Has no frame without facts. */
const WITHOUT_END = 1;
/** `mqttscope data 2 0123abcd` and a line break. */
const HEAD = /^mqttscope data (\d{1,9})(?: ([0-9a-f]{8}))?$/;
/** Mark, length, checksum. */
export const FRAME_HEAD = 12;
const LONGEST_HEAD = 64;
/** Bytes of a file without any state. */
export const EMPTY_FILE = fileHead(0).length + FRAME_HEAD;

/** @param mark secret random number of 32 bits, so no payload can look like a frame */
export function fileHead(mark: number): Uint8Array {
  const text = `${NAME}${VERSION} ${mark.toString(16).padStart(8, '0')}\n`;
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

/** Fills in the header of a frame at that position of the file. */
export function seal(frame: Uint8Array, mark: number, at: number, checksum: Checksum): void {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  view.setUint32(0, mark);
  view.setUint32(4, frame.length - FRAME_HEAD);
  view.setUint32(8, checksum(frame.subarray(FRAME_HEAD), (mark ^ at) >>> 0));
}

export type FileRead =
  | {
      readonly kind: 'frames';
      readonly frames: readonly Uint8Array[];
      /** Everything after it is an invalid frame. */
      readonly end: number;
      /** True if the invalid frame is shorter than it says, or zeros, like after a crash: it was not changed. */
      readonly isTorn: boolean;
    }
  /** Another kind of file. */
  | { readonly kind: 'foreign' }
  /** Part of its initial content is missing: it was cut or changed later. */
  | { readonly kind: 'broken'; readonly at: number }
  /** Written in a later version. */
  | { readonly kind: 'version'; readonly version: number }
  /** Invalid frame with valid ones after it. */
  | { readonly kind: 'corrupt'; readonly at: number; readonly next: number };

export function readFile(bytes: Uint8Array, checksum: Checksum): FileRead {
  const line = bytes.subarray(0, LONGEST_HEAD).indexOf(0x0a);
  const text = String.fromCharCode(...bytes.subarray(0, Math.max(0, line)));
  const [, version, markText] = HEAD.exec(text) ?? [];
  if (version === undefined) return { kind: 'foreign' };
  if (Number(version) > VERSION) return { kind: 'version', version: Number(version) };
  if (markText === undefined) return { kind: 'foreign' };
  const mark = Number.parseInt(markText, 16);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const frames: Uint8Array[] = [];
  const whole = (at: number): Uint8Array | undefined => {
    if (at + FRAME_HEAD > bytes.length || view.getUint32(at) !== mark) return undefined;
    const start = at + FRAME_HEAD;
    const length = view.getUint32(at + 4);
    if (start + length > bytes.length) return undefined;
    const facts = bytes.subarray(start, start + length);
    return checksum(facts, (mark ^ at) >>> 0) === view.getUint32(at + 8) ? facts : undefined;
  };
  let at = line + 1;
  let isBegun = Number(version) === WITHOUT_END;
  for (let frame = whole(at); frame !== undefined; frame = whole(at)) {
    if (frame.length === 0) isBegun = true;
    else frames.push(frame);
    at += FRAME_HEAD + frame.length;
  }
  if (!isBegun) return { kind: 'broken', at };
  for (let next = at + 1; next + FRAME_HEAD <= bytes.length; next += 1) {
    if (whole(next) !== undefined) return { kind: 'corrupt', at, next };
  }
  return { kind: 'frames', frames, end: at, isTorn: isTorn(bytes.subarray(at), mark) };
}

/** Whether that can be the beginning of a file, cut anywhere, or the zeros that a power failure leaves. */
export function mayBeginFile(bytes: Uint8Array): boolean {
  const text = String.fromCharCode(...bytes.subarray(0, NAME.length));
  return NAME.startsWith(text) || isZero(bytes);
}

function isTorn(rest: Uint8Array, mark: number): boolean {
  if (rest.length < FRAME_HEAD || isZero(rest)) return true;
  const view = new DataView(rest.buffer, rest.byteOffset, rest.byteLength);
  return view.getUint32(0) === mark && view.getUint32(4) > rest.length - FRAME_HEAD;
}

const isZero = (bytes: Uint8Array): boolean => bytes.every((byte) => byte === 0);
