/** The way to sign in, with the settings that go with it. */
import { perConnection } from '../connection/perConnection.ts';
import type { Draft } from './draft.ts';
import { draftFor, setDraft } from './drafts.ts';
import { devicesAt } from './localPlatform.ts';

/** Settings that becoming a device changed. */
type Replaced = Pick<Draft, 'version' | 'typedFilter' | 'subscriptions'> & {
  /** Address of the local platform, if the device uses it. */
  readonly local: string | undefined;
};

const replaced = perConnection<Replaced | undefined>(undefined);

/** The version that most devices of the platform use. The user can still choose 5. */
const OF_DEVICES = 4;

const isEverything = ({ filter }: { readonly filter: string }): boolean => filter === '#';

/**
 * The platform rejects a filter for everything and stores subscriptions with the device, so a device subscribes only
 * to filters that the user chose. Leaving the platform restores what becoming a device changed.
 * @param platform address of the local platform, to which a device without an address connects
 */
export function chooseScheme(connectionId: string, mode: Draft['mode'], platform?: string): void {
  const draft = draftFor(connectionId);
  if (mode === draft.mode) return;
  const { version, typedFilter, subscriptions } = draft;
  if (mode === 'alibaba') {
    const local = draft.url.trim() === '' ? platform : undefined;
    replaced.set(connectionId, {
      local,
      version,
      typedFilter,
      subscriptions: subscriptions.filter(isEverything),
    });
    setDraft(connectionId, {
      ...draft,
      ...(local !== undefined && devicesAt(local)),
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
    url: draft.url === before?.local ? '' : draft.url,
    version: version === OF_DEVICES && before ? before.version : version,
    typedFilter: typedFilter ?? before?.typedFilter,
    subscriptions: [...(before?.subscriptions ?? []), ...subscriptions],
  });
}
