/** QR codes for a terminal. */
import { renderUnicodeCompact } from 'uqr';

/** White on black whatever the terminal's colours are: not every reader accepts inverted codes. */
const COLOURS = '\u001B[97;40m';
const USUAL = '\u001B[0m';

/** Lines for a terminal, two rows of modules each. */
export const qrCode = (text: string): string =>
  renderUnicodeCompact(text, { border: 2 })
    .split('\n')
    .map((line) => `${COLOURS}${line}${USUAL}\n`)
    .join('');
