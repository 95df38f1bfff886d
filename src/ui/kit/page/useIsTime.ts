import { useEffect, useState } from 'react';
import type { Loading } from '../language/loading.ts';
import { whenIdle } from './whenIdle.ts';

/**
 * True once the module is loaded or the browser is idle, so that optional code never delays what the user
 * waits for.
 */
export function useIsTime({ found }: Loading<unknown>): boolean {
  const [isTime, setTime] = useState(found !== undefined);
  useEffect(() => (isTime ? undefined : whenIdle(() => setTime(true))), [isTime]);
  return isTime;
}
