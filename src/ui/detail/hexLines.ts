/** Bytes in lines of sixteen, and what is lit in each line. */
import type { ByteRange } from './links.ts';

export const BYTES_PER_LINE = 16;

/** What one line has to show beside its bytes; columns 0 to 15, ends exclusive, empty where nothing. */
export interface LineLight {
  readonly ownFrom: number;
  readonly ownTo: number;
  /** The selected range begins, or ends, in this line. */
  readonly opens: boolean;
  readonly closes: boolean;
  readonly aroundFrom: number;
  readonly aroundTo: number;
  /** Column of the byte that the arrow keys move, or -1. */
  readonly cursor: number;
  /** One bit a column: bytes that must not be shown. */
  readonly secret: number;
}

export interface Light {
  readonly own: ByteRange | undefined;
  readonly around: ByteRange | undefined;
  readonly cursor: number | undefined;
  readonly secrets: readonly ByteRange[];
}

export function lineCount(bytes: number): number {
  return Math.ceil(bytes / BYTES_PER_LINE);
}

/** Hex digits of an offset: four, or as many as the last one needs. */
export function offsetDigits(bytes: number): number {
  return Math.max(4, Math.max(0, bytes - 1).toString(16).length);
}

/** Offset of the last byte of a range. */
function last(range: ByteRange): number {
  return range.offset + range.length - 1;
}

function clip(range: ByteRange | undefined, start: number): { from: number; to: number } {
  if (!range || range.length === 0) return { from: 0, to: 0 };
  const from = Math.max(0, range.offset - start);
  const to = Math.min(BYTES_PER_LINE, range.offset + range.length - start);
  return to > from ? { from, to } : { from: 0, to: 0 };
}

export function lineLight(line: number, light: Light): LineLight {
  const start = line * BYTES_PER_LINE;
  const end = start + BYTES_PER_LINE;
  const own = clip(light.own, start);
  const around = clip(light.around, start);
  const cursor = (light.cursor ?? -1) - start;
  let secret = 0;
  for (const range of light.secrets) {
    const { from, to } = clip(range, start);
    for (let column = from; column < to; column += 1) secret |= 1 << column;
  }
  return {
    ownFrom: own.from,
    ownTo: own.to,
    opens: own.to > 0 && light.own !== undefined && light.own.offset >= start,
    closes: own.to > 0 && light.own !== undefined && last(light.own) < end,
    aroundFrom: around.from,
    aroundTo: around.to,
    cursor: cursor >= 0 && cursor < BYTES_PER_LINE ? cursor : -1,
    secret,
  };
}

/** Where a key leads from byte `at`; undefined where it does not move. */
export function movedByte(
  key: string,
  at: number,
  size: number,
  linesPerPage: number,
): number | undefined {
  const step = byteStep(key, at, size, linesPerPage);
  return step === undefined ? undefined : Math.min(Math.max(at + step, 0), size - 1);
}

function byteStep(key: string, at: number, size: number, lines: number): number | undefined {
  switch (key) {
    case 'ArrowRight':
      return 1;
    case 'ArrowLeft':
      return -1;
    case 'ArrowDown':
      return BYTES_PER_LINE;
    case 'ArrowUp':
      return -BYTES_PER_LINE;
    case 'PageDown':
      return lines * BYTES_PER_LINE;
    case 'PageUp':
      return -lines * BYTES_PER_LINE;
    case 'Home':
      return -at;
    case 'End':
      return size - at;
    default:
      return undefined;
  }
}
