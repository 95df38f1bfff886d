/** The switch of the first screen that subscribes to `#`. */
import { plainSubscription } from '../../../profiles/settings/plainSubscription.ts';
import type { ConnectionSettings } from '../../../profiles/settings/settings.ts';
import { perConnection } from '../connection/perConnection.ts';
import type { Draft } from './draft.ts';
import { draftFor, useDraft } from './drafts.ts';
import { reading } from './reading.ts';

/** Undefined unless the user has chosen. */
const chosen = perConnection<boolean | undefined>(undefined);

export const setEverything: (connectionId: string, isOn: boolean) => void = chosen.set;

export function useEverything(connectionId: string): boolean {
  const draft = useDraft(connectionId);
  const choice = chosen.use(connectionId);
  return choice ?? (draft !== undefined && isUsual(draft));
}

/** Only for typed addresses, because profiles and devices have their own subscriptions. */
function isUsual({ url, mode, profileId }: Draft): boolean {
  if (mode !== 'password' || profileId !== undefined) return false;
  return reading.found?.takesAll(url) ?? true;
}

/** Subscriptions instead of those of the form; undefined: as the form says. */
export function everythingOf(
  connectionId: string,
): ConnectionSettings['subscriptions'] | undefined {
  const draft = draftFor(connectionId);
  const isOn = chosen.of(connectionId) ?? isUsual(draft);
  if (!isOn || draft.subscriptions.length > 0 || draft.typedFilter !== undefined) return undefined;
  return [plainSubscription('#', 0)];
}
