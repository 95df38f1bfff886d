/** Opens bytes that were copied as text, such as a hex dump, in a new tab. */
import { waitFor } from '../../kit/language/waiting.ts';
import { loadedLater } from '../../kit/loading/loadedLater.ts';
import { openCaptures } from './openCapture.ts';

const reader = loadedLater(() => import('../../../engine/files/printed/bytesAsCapture.ts'));

/** Anything that is longer than an address and has the marks or the digits of printed bytes. */
const FORMS =
  /[[({<]\s*-?\d{1,3}[\s,]+-?\d|(?:^|[\s:=])(?:-?\d{1,3}[\s,;]+){7}|<Buffer|\\x[0-9a-f]{2}|0x[0-9a-f]{1,2}[\s,]|(?:^|\s)(?:[0-9a-f]{2}[\s:,-]){3}|["'](?:[0-9a-f]{2}){4,}["']|^[ \t]*(?:[0-9a-f]{2}){4,}\s*$|^[ \t]*(?:0x)?[0-9a-f]{4,}:?\s+[0-9a-f]{2}/im;
const BASE64 = /^\s*(?:data:[^,]*;base64,)?[A-Za-z0-9+/_-]{12,}={0,2}\s*$/;

/** Whether a pasted text may be bytes. Parsing it decides. */
export const mayBeBytes = (text: string): boolean => FORMS.test(text) || BASE64.test(text);

/** @returns whether the text is packets, which have been opened */
export async function openPastedBytes(text: string): Promise<boolean> {
  const { bytesAsCapture } = await waitFor(reader.load());
  const read = bytesAsCapture(text);
  if (read?.isLikely !== true) return false;
  await openCaptures([new File([new Uint8Array(read.file)], `pasted.${read.format}`)]);
  return true;
}
