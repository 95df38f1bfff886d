/** Numbers in the names of files that one recording began one after the other. */
import { basename, dirname, join } from 'node:path';

export interface NumberedName {
  /** Equal in all files of the recording. */
  readonly stem: string;
  readonly number: number;
}

/** `day_00001_20261122T161530Z.pcapng`, as our own rotation names its files. */
const OURS = /^(.*)_(\d{5,9})_\d{8}T\d{6}Z(\.\w+)$/u;
/** `day_00001_20261122161530.pcapng`, as Wireshark and dumpcap do. */
const DUMPCAP = /^(.*)_(\d{5,9})_\d{14}(\.\w+)(?:\.(?:gz|zst|lz4))?$/u;
/** `out.pcap`, `out.pcap1`, as `tcpdump -C` does. */
const TCPDUMP = /^(.*\.(?:p?cap|dump|dmp))(\d{0,9})(?:\.(?:gz|zst|lz4))?$/u;

export function ownNumber(path: string): NumberedName | undefined {
  const [, stem = '', number = '', ending = ''] = OURS.exec(basename(path)) ?? [];
  if (number === '') return undefined;
  return { stem: join(dirname(path), stem + ending), number: Number(number) };
}

/** Undefined: no known program names its files like this. A time in a name is no number. */
export function fileNumber(path: string): NumberedName | undefined {
  const own = ownNumber(path);
  if (own !== undefined) return own;
  const name = basename(path);
  const [, stem, number = '', ending = ''] = DUMPCAP.exec(name) ?? [];
  if (stem !== undefined) {
    return { stem: join(dirname(path), stem + ending), number: Number(number) };
  }
  const [, first, count = ''] = TCPDUMP.exec(name) ?? [];
  return first === undefined
    ? undefined
    : { stem: join(dirname(path), first), number: Number(count) };
}
