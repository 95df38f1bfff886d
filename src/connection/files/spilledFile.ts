/**
 * Reads the file of a packet log on disk (`engine/log/spill/spillFormat.ts`), with its pages in packet order.
 */
import {
  HEAD_SIZE,
  isSpillFile,
  PAGE_HEAD,
  PAGE_STEP,
  pageSize,
  readHead,
  readPageHead,
} from '../../engine/log/spill/spillFormat.ts';
import { bytesAt } from './fileBytes.ts';

/** Bytes searched at once for the next page if none follows the previous one. */
const SEARCHED = 256 * 1024;

interface FoundPage {
  readonly first: number;
  readonly from: number;
  readonly to: number;
}

/** Returns any other file unchanged, without reading its packets. */
export async function inOrder(file: Blob): Promise<Blob> {
  const bytes = await bytesAt(file, 0, HEAD_SIZE);
  const read = isSpillFile(bytes) ? readHead(bytes) : undefined;
  if (read === undefined || read === 'newer') return file;
  const pages: FoundPage[] = [];
  let at = HEAD_SIZE;
  let isSearching = false;
  while (at < file.size) {
    const piece = await bytesAt(file, at, at + (isSearching ? SEARCHED : PAGE_HEAD));
    isSearching = true;
    let passed = 0;
    for (; passed < piece.length; passed += PAGE_STEP) {
      const page = readPageHead(piece.subarray(passed, passed + PAGE_HEAD), read.head.id);
      if (page === undefined) continue;
      const from = at + passed;
      const content = page.index + page.bytes;
      if (page.kind === 'packets') {
        pages.push({ first: page.first, from, to: from + PAGE_HEAD + content });
      }
      passed += pageSize(content);
      isSearching = false;
      break;
    }
    at += passed;
  }
  pages.sort((a, b) => a.first - b.first);
  const whole = pages.filter(({ to }, place) => to <= file.size || place === pages.length - 1);
  return new Blob([file.slice(0, HEAD_SIZE), ...whole.map(({ from, to }) => file.slice(from, to))]);
}
