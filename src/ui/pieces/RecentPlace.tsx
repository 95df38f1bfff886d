import { later } from '../kit/later.tsx';
import { nothing } from '../kit/Waits.tsx';
import { useKeptRecent } from '../session/recent/place.ts';
import type { RecentProps } from './Recent.tsx';

const Recent = later(async () => (await import('./Recent.tsx')).Recent, { Waits: nothing });

/** List of recently used entries, shown once there is one. */
export function RecentPlace(props: RecentProps) {
  const isThere = useKeptRecent(({ text }) => text !== undefined);
  return isThere && <Recent {...props} />;
}
