/** Size limits for copies, which would block the page or overfill the clipboard. */
import { type Copied, refused } from './copied.ts';

/** Maximum bytes: two characters each as hex, six as an array. */
const MOST = { hex: 16 << 20, c: 2 << 20 } as const;

/** undefined if it can be copied. */
export function tooLargeToCopy(format: keyof typeof MOST, size: number): Copied | undefined {
  const most = MOST[format];
  return size > most ? refused({ kind: 'too-large-to-copy', size, most }) : undefined;
}
