/** What is loaded once it is wanted; whoever shows it is drawn again when it has come. */
import { useEffect, useState } from 'react';
import type { Loading } from './loading.ts';

/** undefined: not there yet, or not wanted. */
export function useLoaded<T extends object>(loading: Loading<T>, isWanted: boolean): T | undefined {
  const [, setArrived] = useState(false);
  const { found } = loading;
  useEffect(() => {
    if (isWanted && found === undefined) loading.whenThere(() => setArrived(true));
  }, [loading, isWanted, found]);
  return found;
}
