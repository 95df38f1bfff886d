/** The way to sign in, with the settings that go with it. */
import { perConnection } from '../connection/perConnection.ts';
import type { Draft } from './draft.ts';
import { draftFor, setDraft } from './drafts.ts';

/** Settings that becoming a device changed. */
type Replaced = Pick<Draft, 'version' | 'typedFilter' | 'subscriptions'>;

const replaced = perConnection<Replaced | undefined>(undefined);

/** The version that most devices of the platform use. The user can still choose 5. */
const OF_DEVICES = 4;

const isEverything = ({ filter }: { readonly filter: string }): boolean => filter === '#';

/**
 * The platform rejects a filter for everything and stores subscriptions with the device, so a device subscribes only
 * to filters that the user chose. Leaving the platform restores what becoming a device changed.
 */
export function chooseScheme(connectionId: string, mode: Draft['mode']): void {
  const draft = draftFor(connectionId);
  if (mode === draft.mode) return;
  const { version, typedFilter, subscriptions } = draft;
  if (mode === 'alibaba') {
    replaced.set(connectionId, {
      version,
      typedFilter,
      subscriptions: subscriptions.filter(isEverything),
    });
    setDraft(connectionId, {
      ...draft,
      mode,
      version: OF_DEVICES,
      typedFilter: typedFilter && isEverything(typedFilter) ? undefined : typedFilter,
      subscriptions: subscriptions.filter((one) => !isEverything(one)),
    });
    return;
  }
  const before = replaced.of(connectionId);
  replaced.set(connectionId, undefined);
  setDraft(connectionId, {
    ...draft,
    mode,
    version: version === OF_DEVICES && before ? before.version : version,
    typedFilter: typedFilter ?? before?.typedFilter,
    subscriptions: [...(before?.subscriptions ?? []), ...subscriptions],
  });
}
