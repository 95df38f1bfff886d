/** What is read at once, where it is asked for. */
import { isOnlyBegun } from './cells.ts';
import type { Asked } from './tasks.ts';

/** Bytes of payloads: reading more, where it is made to be slow, would hold up the page. */
const SMALL = 16 << 10;

/** Without a worker, all is. */
export function isReadHere({ task, of }: Asked): boolean {
  if (task === 'cells' && isOnlyBegun(of)) return true;
  const bytes = of.reduce((sum, one) => sum + (one?.payload.length ?? 0), 0);
  return bytes <= SMALL || !('Worker' in globalThis);
}
