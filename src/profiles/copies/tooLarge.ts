/** What would keep the page from answering, and the clipboard from taking anything else. */
import { type Copied, refused } from './copied.ts';

/** Bytes that are copied at most: two characters each as hex, six as an array. */
const MOST = { hex: 16 << 20, c: 2 << 20 } as const;

/** undefined: it can be copied. */
export function tooLargeToCopy(format: keyof typeof MOST, size: number): Copied | undefined {
  const most = MOST[format];
  return size > most ? refused({ kind: 'too-large-to-copy', size, most }) : undefined;
}
