/** QR codes as paths of an SVG image. */
import { encode } from 'uqr';

interface QrPath {
  /** Modules of a side, with the quiet zone. */
  readonly size: number;
  readonly path: string;
}

/** Modules around the code (ISO/IEC 18004). */
const QUIET_ZONE = 4;

/** A square per dark module. Undefined if the text is longer than a code can hold. */
export function qrPath(text: string): QrPath | undefined {
  try {
    const { size, data } = encode(text, { border: QUIET_ZONE });
    const squares = data.flatMap((row, y) =>
      row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])),
    );
    return { size, path: squares.join('') };
  } catch {
    return undefined;
  }
}
