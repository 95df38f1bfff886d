/** Reads payloads synchronously in the calling thread. */
import { formatOf } from '../../../payload/formats/formats.ts';
import { isOnlyBegun } from './cells.ts';
import type { Valued } from './changes.ts';
import type { Asked } from './tasks.ts';

/** Bytes of payloads. Larger hostile payloads would block the page. */
const SMALL = 16 << 10;

/** Without a worker, everything is read in the page. */
export function isReadHere({ task, of }: Asked): boolean {
  if (task === 'cells' && isOnlyBegun(of)) return true;
  const bytes = of.reduce((sum, one) => sum + (one?.payload.length ?? 0), 0);
  return !('Worker' in globalThis) || (bytes <= SMALL && !of.some(mayBecomeLarge));
}

/** A few bytes may be millions when they are unpacked. */
const mayBecomeLarge = (one: Valued | undefined): boolean =>
  one !== undefined && formatOf(one.payload, one)?.unwrap !== undefined;
