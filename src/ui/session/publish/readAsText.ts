import { knownTexts } from './formProperties.ts';

/** Bytes at a time. */
const PIECE = 1 << 20;

/** Tests in chunks whether a file is UTF-8 text. A form that declares text is validated by the result. */
export async function readAsText(file: Blob): Promise<void> {
  if (knownTexts.has(file)) return;
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for (let at = 0; at < file.size; at += PIECE) {
      const piece = await file.slice(at, at + PIECE).arrayBuffer();
      decoder.decode(piece, { stream: at + PIECE < file.size });
    }
    knownTexts.set(file, true);
  } catch {
    knownTexts.set(file, false);
  }
}
