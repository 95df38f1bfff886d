/** Files that are only named, by their first bytes: they have no values, and a browser does not draw all of them. */
import type { PayloadFormat } from '../tree/format.ts';

/** Characters that the signatures need. */
const HEAD = 12;

/** Each byte is a character. */
const SIGNATURES: readonly (readonly [name: string, signature: RegExp])[] = [
  // Before four zeros, the file's size, which is below 16 MiB.
  ['BMP', /^BM.{3}\0{5}/s],
  ['TIFF', /^(?:II\*\0|MM\0\*)./s],
  // ISO media files, by the first brand.
  ['AVIF', /^.{4}ftypavi[fs]/s],
  ['HEIC', /^.{4}ftyp(?:he[iv]|m[is]f1)/s],
  // Two control characters tell the kind of the first record.
  ['ZIP', /^PK[^ -\uffff]{2}/],
];

export const NAMED_FILES: readonly PayloadFormat[] = SIGNATURES.map(([name, signature]) => ({
  id: name.toLowerCase(),
  name,
  extension: `.${name.toLowerCase()}`,
  shown: 'where-found',
  detect: (payload) =>
    signature.test(String.fromCharCode(...payload.subarray(0, HEAD))) ? 'sure' : undefined,
}));
