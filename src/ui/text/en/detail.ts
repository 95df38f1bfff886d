import { bytes, grouped } from '../numbers.ts';

const hexOffset = (offset: number): string => `0x${offset.toString(16).padStart(4, '0')}`;

export const detail = {
  title: 'Packet',
  number: (packet: number) => `No. ${grouped(packet)}`,
  size: bytes,
  unframed: 'bytes that are no packet',
  previous: 'Previous packet',
  next: 'Next packet',
  copyHex: 'Copy as hex',
  copied: (size: number) => `${bytes(size)} copied as hex`,
  copiedMasked: (size: number) => `${bytes(size)} copied as hex, secrets overwritten by 2a`,
  notCopied: 'The browser did not allow copying',
  parts: 'Parts of the packet',
  fields: 'Fields',
  hex: 'Hex',
  bytes: 'Bytes',
  dump: 'Hex dump',
  hidden: 'hidden',
  secretTitle: 'A secret: its value and bytes are not shown',
  range: (offset: number, length: number) =>
    length <= 1
      ? `Byte ${hexOffset(offset)}`
      : `Bytes ${hexOffset(offset)}–${hexOffset(offset + length - 1)}`,
  derived: 'No bytes: it follows from other packets',
  bits: (mask: number) => `bits ${mask.toString(2).padStart(8, '0').replaceAll('0', '.')}`,
  section: (section: string) => `§ ${section}`,
  sectionTitle: (section: string) => `Section ${section} of the MQTT standard`,
  severity: {
    malformed: 'Malformed packet',
    protocol: 'Protocol error',
    caution: 'Caution',
  },
  moreProblems: (count: number) => `${grouped(count)} more, marked at their fields`,
  empty: {
    title: 'No packet selected',
    text: 'Select a row to see its fields and bytes.',
  },
  loading: 'Reading the packet …',
  gone: {
    title: (packet: number) => `No. ${grouped(packet)} is no longer there`,
    text: 'It was cleared, or it was discarded because the packet log was full.',
  },
};
