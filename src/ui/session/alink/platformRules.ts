/** The platform's rules about what a device subscribes to: nobody needs them before one does. */
import { useLoaded } from '../../kit/language/useLoaded.ts';
import { fetchedWhenIdle } from '../../kit/loadedLater.ts';

const rules = fetchedWhenIdle(() => import('../../../alibaba/validate.ts'));

/** undefined: not wanted, or not there yet. */
export const usePlatformRules = (isWanted: boolean) => useLoaded(rules, isWanted);
