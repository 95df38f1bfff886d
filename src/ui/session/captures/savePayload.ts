/** Saves a payload to a file, byte for byte. */
import type { PacketDetail } from '../../../engine/window/window.ts';
import { bytes as exactSize } from '../../../i18n/numbers.ts';
import { isMissing } from '../../../payload/tree/format.ts';
import { announce } from '../../kit/language/announcements.ts';
import { texts } from '../../kit/language/useText.ts';
import { shownDetail } from '../packet/shownPacket.ts';
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

/** Saves the payload in the detail. Secrets are masked unless they are shown there. */
export function savePacketPayload(
  connectionId: string,
  { row, bytes, payload }: PacketDetail,
): void {
  if (payload === undefined) return;
  const shown = shownDetail(connectionId);
  const readable = shown?.detail.row.number === row.number ? shown.readable.bytes : bytes;
  savePayload(readable.subarray(payload.offset, payload.offset + payload.length), row.topic ?? '');
}
