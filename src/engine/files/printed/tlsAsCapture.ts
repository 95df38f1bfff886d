/** Makes a file of bytes that are TLS records. It has no packet, and a note with the reason. */
import { joined } from '../../../base/bytes.ts';
import { isTlsRecord } from '../../../mqtt/framing/otherProtocol.ts';
import type { NoteFact, NoteFacts } from '../../log/columns/noteFacts.ts';
import { OwnWriter } from '../own/ownWriter.ts';

/** Bytes of a record before its content. */
const HEADER = 5;
/** Content of a record (RFC 5246, 6.2.3). */
const LONGEST = (1 << 14) + 2048;
/** Sizes that the note names. */
const NAMED = 8;

type Content = NoteFacts['tls-records']['content'];
const CONTENTS: ReadonlyMap<number | undefined, Content> = new Map([
  [0x15, 'alert'],
  [0x16, 'handshake'],
]);

/** Undefined if the bytes do not begin with a TLS record. The last record may be cut. */
export function tlsAsCapture(bytes: Uint8Array): Uint8Array | undefined {
  const sizes: number[] = [];
  for (let at = 0; at < bytes.length; ) {
    const record = bytes.subarray(at);
    const size = ((record[3] ?? 0) << 8) + (record[4] ?? 0);
    const isRecord = isTlsRecord(record) && record.length >= HEADER && size > 0 && size <= LONGEST;
    if (!isRecord && sizes.length === 0) return undefined;
    if (!isRecord) break;
    sizes.push(size);
    at += HEADER + size;
  }
  if (sizes.length === 0) return undefined;
  const content = CONTENTS.get(bytes[0]) ?? 'data';
  return fileOf({ content, sizes: sizes.slice(0, NAMED), more: sizes.length > NAMED });
}

function fileOf(args: NoteFacts['tls-records']): Uint8Array {
  const parts: Uint8Array[] = [];
  // The note is read back as data.
  const writer = new OwnWriter(
    (part) => parts.push(part),
    () => '',
  );
  const stream = 1;
  const note: NoteFact = { key: 'tls-records', args };
  writer.take({ kind: 'origin', wallClock: 0 });
  writer.take({ kind: 'opened', stream, time: 0, carrier: 'tls' });
  writer.take({
    kind: 'note',
    note: 'encrypted',
    fact: { key: 'of-stream', args: { stream, note } },
    stream,
  });
  writer.end();
  return joined(parts);
}
