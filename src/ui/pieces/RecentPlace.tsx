import { later } from '../kit/later.tsx';
import { nothing } from '../kit/Waits.tsx';
import { useKeptRecent } from '../session/recent/place.ts';
import type { RecentProps } from './Recent.tsx';

const Recent = later(async () => (await import('./Recent.tsx')).Recent, { Waits: nothing });

/** Where what was used lately is listed, once there is any. */
export function RecentPlace(props: RecentProps) {
  const isThere = useKeptRecent(({ text }) => text !== undefined);
  return isThere && <Recent {...props} />;
}
