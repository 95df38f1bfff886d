/** Saves a payload to a file, byte for byte. */
import { bytes as exactSize } from '../../../i18n/numbers.ts';
import { isMissing } from '../../../payload/tree/format.ts';
import { announce } from '../../kit/language/announcements.ts';
import { texts } from '../../kit/language/useText.ts';
import type { ShownDetail } from '../packet/shownPacket.ts';
import { whenReadAside } from '../reading/whenReadAside.ts';
import { download, fileNameOf } from './saveTarget.ts';

/** @param topic its last level becomes the file name */
export function savePayload(payload: Uint8Array, topic: string, contentType?: string): void {
  const level = topic.slice(topic.lastIndexOf('/') + 1);
  whenReadAside({ task: 'extension', of: [{ payload, contentType }], how: null }, (extension) => {
    if (isMissing(extension)) return;
    const name = `${fileNameOf(level || 'payload', Date.now())}${extension}`;
    // A copy, because the bytes may be part of a larger buffer.
    download(new Blob([payload.slice()], { type: 'application/octet-stream' }), name);
    announce(texts().captureFiles.payloadSaved(exactSize(payload.length), name));
  });
}

/** Saves the payload of a packet. Its secrets are masked as in the detail. */
export function savePacketPayload({ detail: { row, payload }, readable }: ShownDetail): void {
  if (payload === undefined) return;
  const bytes = readable.bytes.subarray(payload.offset, payload.offset + payload.length);
  savePayload(bytes, row.topic ?? '');
}
