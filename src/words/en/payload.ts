/** Texts of payload formats. Names stay as the standards write them. */
import type { FaultKey } from '../../payload/formats/format.ts';
import { bytes, grouped } from '../numbers.ts';

const faults: Readonly<Record<FaultKey, string>> = {
  ends: 'the payload ends within the value that begins here',
  rest: 'more bytes follow after what is complete',
  reserved: 'this byte begins no value',
  utf8: 'this text is not UTF-8',
  depth: 'values are nested too deeply here',
  break: 'an end where nothing can end',
  chunk: 'a part of another type than its whole',
  packed: 'the packed data is damaged here',
  checksum: 'what was unpacked does not match its check value',
  large: 'more is packed than is unpacked here',
};

export const payload = {
  /** Of formats without a name of their own, as ways to look at a payload and to write one. */
  names: { text: 'Text', hex: 'Hex' } as Readonly<Record<string, string>>,
  /** And what a payload is called that is one. */
  kinds: { text: 'text', hex: 'binary' } as Readonly<Record<string, string>>,
  empty: 'empty',
  fault: (key: FaultKey, offset: number): string => `Byte ${grouped(offset)}: ${faults[key]}.`,
  within: (kind: string, size: number): string => `Within: ${kind}, ${bytes(size)}`,
};
