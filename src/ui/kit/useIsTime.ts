import { useEffect, useState } from 'react';
import type { Loading } from './language/loading.ts';
import { whenIdle } from './whenIdle.ts';

/** What nobody waits for does not hold up what somebody does: false until it is there, or nothing else was to do. */
export function useIsTime({ found }: Loading<unknown>): boolean {
  const [isTime, setTime] = useState(found !== undefined);
  useEffect(() => (isTime ? undefined : whenIdle(() => setTime(true))), [isTime]);
  return isTime;
}
