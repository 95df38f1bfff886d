import { later } from '../kit/later.tsx';
import { nothing } from '../kit/Waits.tsx';
import { useKeptRecent } from '../session/recent/place.ts';

const Recent = later(async () => (await import('./Recent.tsx')).Recent, nothing);

/** Where what was used lately is listed, once there is any. */
export function RecentPlace(props: { readonly connectionId?: string }) {
  const isThere = useKeptRecent(({ text }) => text !== undefined);
  return isThere && <Recent {...props} />;
}
