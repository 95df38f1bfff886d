/** Uploads a file to the platform in chunks over the control line. */
import { base64 } from '@scure/base';
import type { Refused } from '../../../../broker/core/commands/refusals.ts';
import type { FileFacts } from '../../../../broker/platform/devices/fileCommands.ts';
import { askBroker } from '../../../session/broker/brokers.ts';

/** Bytes; one piece at a time is on its way. */
const PIECE = 480_000;

type Uploaded = { readonly file: FileFacts } | { readonly refused: Refused } | 'unreadable';

/** @param told called after each chunk with the number of bytes that have arrived */
export async function uploadFile(
  connectionId: string,
  file: File,
  told: (received: number) => void,
): Promise<Uploaded> {
  let upload: number | undefined;
  for (let at = 0; ; at += PIECE) {
    const isLast = at + PIECE >= file.size;
    const bytes = await bytesOf(file.slice(at, at + PIECE));
    if (bytes === undefined) return 'unreadable';
    const reply = await askBroker(connectionId, {
      kind: 'upload-file',
      ...(upload !== undefined && { upload }),
      name: file.name,
      data: base64.encode(bytes),
      isLast,
    });
    if (reply.kind === 'refused') return { refused: reply };
    if (reply.kind !== 'platform-upload') return 'unreadable';
    ({ upload } = reply);
    told(reply.received);
    if (reply.file !== undefined) return { file: reply.file };
    if (isLast) return 'unreadable';
  }
}

async function bytesOf(blob: Blob): Promise<Uint8Array | undefined> {
  try {
    return new Uint8Array(await blob.arrayBuffer());
  } catch {
    return undefined;
  }
}
