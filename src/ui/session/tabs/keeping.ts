/** Stores the current tabs of this page for a reload. Other pages store their own. */
import {
  isSecretProperty,
  subscriptionsWithoutSecrets,
} from '../../../profiles/settings/profileSecrets.ts';
import { guarded } from '../../kit/failures/uncaught.ts';
import { linkedOf } from '../address/writtenAddress.ts';
import { sensorTopicNames } from '../captures/fileTabs.ts';
import { type OpenConnection, useConnections } from '../connection/connections.ts';
import { stillLacksSecret, TABS } from '../connection/restoredTabs.ts';
import { selectionOf } from '../connection/selection.ts';
import { whenClosed } from '../connectionTabs.ts';
import { filterOf, whenFiltered } from '../filter/filters.ts';
import { draftFor, usedDraft, whenDrafted } from '../profiles/drafts.ts';
import { draftWithoutSecrets, lacksSecret } from '../profiles/keptDraft.ts';
import { formToKeep, whenFormChanges } from '../publish/forms.ts';
import type { PublishForm } from '../publish/publishForm.ts';
import { viewOf, whenViewed } from '../view/tabView.ts';
import { type KeptForm, type KeptTab, writeTabs } from './keptTabs.ts';

/** ms after a change. */
const SOON = 500;

function keptForm({ large: _notKept, userProperties, ...form }: PublishForm): KeptForm {
  const named = userProperties.filter(({ isBlank }) => isBlank !== true);
  const kept = named.map(({ name, value }) => ({
    name,
    value: isSecretProperty('userProperty', name) ? '' : value,
  }));
  return { ...form, userProperties: kept };
}

function keptTab(connection: OpenConnection): KeptTab | undefined {
  const { id, name, file, tap, settings, subscriptions } = connection;
  if (file !== undefined) {
    const sensorTopics = sensorTopicNames.of(id);
    const names = sensorTopics !== '' && { sensorTopics };
    return { kind: 'file', name: file.name, size: file.size, ...names };
  }
  // The tap with its number may be another one after the reload.
  if (tap?.deviceTap !== undefined) return undefined;
  if (tap !== undefined) return { kind: 'tap', name, clients: tap.clients, from: undefined };
  const form = draftFor(id);
  const { text, answers } = filterOf(id);
  const isEmpty = settings === undefined && form.url === '' && form.productKey === '';
  if (isEmpty) return undefined;
  const before = settings === undefined ? undefined : usedDraft(id);
  const used = before && {
    ...draftWithoutSecrets(before),
    subscriptions: subscriptionsWithoutSecrets(
      subscriptions.map(({ subscription }) => subscription),
    ),
  };
  // Later subscriptions belong to the connection and do not change its form.
  const isOfConnection = used !== undefined && form.subscriptions === before?.subscriptions;
  const draft = isOfConnection ? { ...form, subscriptions: used.subscriptions } : form;
  const { screen, panel, front } = viewOf(id);
  return {
    kind: 'connection',
    name,
    draft: draftWithoutSecrets(draft),
    used,
    lacksSecret:
      stillLacksSecret(id) || (before !== undefined && lacksSecret(before, used ?? before)),
    linked: linkedOf(id),
    filter: { text, answers },
    view: { screen, panel, front },
    topic: selectionOf(id).topic,
    form: keptForm(formToKeep(id)),
    ...(connection.kept !== undefined && { packets: connection.kept }),
  };
}

function keepNow(): void {
  const { list, active } = useConnections.getState();
  const kept = list.flatMap((connection) => {
    const tab = keptTab(connection);
    return tab === undefined ? [] : [{ connection, tab }];
  });
  const placeOf = (id: string | undefined): number | undefined => {
    const place = kept.findIndex(({ connection }) => connection.id === id);
    return place < 0 ? undefined : place;
  };
  const tabs = kept.map(({ connection, tab }) =>
    tab.kind === 'tap' ? { ...tab, from: placeOf(connection.tap?.from) } : tab,
  );
  const front = placeOf(active) ?? 0;
  try {
    if (tabs.length === 0) sessionStorage.removeItem(TABS);
    else sessionStorage.setItem(TABS, writeTabs({ tabs, front }));
  } catch {
    // Storage is missing or full: a reload starts without tabs.
  }
}

/** Returns a function that stops it. */
export function keepTabs(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const keep = (): void => {
    clearTimeout(timer);
    timer = undefined;
    keepNow();
  };
  const soon = (): void => {
    timer ??= setTimeout(keep, SOON);
  };
  const stops = [
    useConnections.subscribe(guarded('kept tabs', soon)),
    whenFiltered(soon),
    whenDrafted(soon),
    whenFormChanges(soon),
    whenViewed(soon),
    whenClosed(soon),
    sensorTopicNames.listen(soon),
  ];
  window.addEventListener('pagehide', keep);
  soon();
  return () => {
    clearTimeout(timer);
    window.removeEventListener('pagehide', keep);
    for (const stop of stops) stop();
  };
}
