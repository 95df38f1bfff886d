import { knownTexts } from './formProperties.ts';

/** Bytes at a time. */
const PIECE = 1 << 20;

/** Looks, piece by piece, whether a file is UTF-8 text; a form that says so is judged by it from then on. */
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
