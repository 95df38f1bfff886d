/** Bytes in lines of sixteen, or eight if there is less room, with the highlights of each line. */
import type { ByteRange } from '../../../base/bytes.ts';

export type PerLine = 8 | 16;

/** Highlights of a line. Columns are 0 to 15, ends are exclusive, and an empty range is none. */
export interface LineLight {
  readonly ownFrom: number;
  readonly ownTo: number;
  /** The selected range begins, or ends, in this line. */
  readonly opens: boolean;
  readonly closes: boolean;
  readonly aroundFrom: number;
  readonly aroundTo: number;
  /** Bytes of the hovered field. */
  readonly hoverFrom: number;
  readonly hoverTo: number;
  /** Column of the byte that the arrow keys move, or -1. */
  readonly cursor: number;
  /** Bit mask of columns whose bytes must not be shown. */
  readonly secret: number;
}

export interface Light {
  readonly own: ByteRange | undefined;
  readonly around: ByteRange | undefined;
  readonly hover?: ByteRange | undefined;
  readonly cursor: number | undefined;
  readonly secrets: readonly ByteRange[];
}

export function lineCount(bytes: number, perLine: PerLine): number {
  return Math.ceil(bytes / perLine);
}

/** Hex digits of an offset: four, or more if the last offset needs them. */
export function offsetDigits(bytes: number): number {
  return Math.max(4, Math.max(0, bytes - 1).toString(16).length);
}

/** Offset of the last byte of a range. */
function last(range: ByteRange): number {
  return range.offset + range.length - 1;
}

function clip(
  range: ByteRange | undefined,
  start: number,
  perLine: PerLine,
): { from: number; to: number } {
  if (!range || range.length === 0) return { from: 0, to: 0 };
  const from = Math.max(0, range.offset - start);
  const to = Math.min(perLine, range.offset + range.length - start);
  return to > from ? { from, to } : { from: 0, to: 0 };
}

export function lineLight(line: number, light: Light, perLine: PerLine): LineLight {
  const start = line * perLine;
  const end = start + perLine;
  const own = clip(light.own, start, perLine);
  const around = clip(light.around, start, perLine);
  const hover = clip(light.hover, start, perLine);
  const cursor = (light.cursor ?? -1) - start;
  let secret = 0;
  for (const range of light.secrets) {
    const { from, to } = clip(range, start, perLine);
    for (let column = from; column < to; column += 1) secret |= 1 << column;
  }
  return {
    ownFrom: own.from,
    ownTo: own.to,
    opens: own.to > 0 && light.own !== undefined && light.own.offset >= start,
    closes: own.to > 0 && light.own !== undefined && last(light.own) < end,
    aroundFrom: around.from,
    aroundTo: around.to,
    hoverFrom: hover.from,
    hoverTo: hover.to,
    cursor: cursor >= 0 && cursor < perLine ? cursor : -1,
    secret,
  };
}

/**
 * Byte that a key leads to from byte `at`. Undefined if the key does not move. `lines` is the number of lines
 * per page.
 */
export function movedByte(
  key: string,
  at: number,
  size: number,
  lines: number,
  perLine: PerLine,
): number | undefined {
  const step = byteStep(key, at, size, lines * perLine, perLine);
  return step === undefined ? undefined : Math.min(Math.max(at + step, 0), size - 1);
}

function byteStep(
  key: string,
  at: number,
  size: number,
  page: number,
  line: number,
): number | undefined {
  switch (key) {
    case 'ArrowRight':
      return 1;
    case 'ArrowLeft':
      return -1;
    case 'ArrowDown':
      return line;
    case 'ArrowUp':
      return -line;
    case 'PageDown':
      return page;
    case 'PageUp':
      return -page;
    case 'Home':
      return -at;
    case 'End':
      return size - at;
    default:
      return undefined;
  }
}

/** Pixels of a digit, of a byte in hexadecimal and of one as a character, as HexLine draws them. */
const DIGIT = 7;
const HEX = 20;
const CHARACTER = 7;
/** Pixels of all margins and gaps, and of a scroll bar. */
const MARGINS = 56;

/** Pixels of a hex line, no larger on a narrow screen, and of the head with the columns. */
export const LINE = 20;
export const HEAD = 24;

/** Height of a whole dump, pixels. */
export const dumpHeight = (bytes: number, perLine: PerLine): number =>
  HEAD + LINE * lineCount(bytes, perLine);

/** Width of a dump, pixels. */
export function dumpWidth(bytes: number, perLine: PerLine): number {
  return MARGINS + offsetDigits(bytes) * DIGIT + perLine * (HEX + CHARACTER);
}
