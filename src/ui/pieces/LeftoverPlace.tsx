import { later } from '../kit/loading/later.tsx';
import { nothing } from '../kit/loading/Waits.tsx';
import { useLeftovers } from '../session/captures/onDisk.ts';
import type { LeftoversProps } from './Leftovers.tsx';

const Leftovers = later(async () => (await import('./Leftovers.tsx')).Leftovers, {
  Waits: nothing,
});

/** Lists packets that are still on disk, if there are any. */
export function LeftoverPlace(props: LeftoversProps) {
  const isThere = useLeftovers(({ list }) => list.length > 0);
  return isThere && <Leftovers {...props} />;
}
