/** The list of recent entries in this browser, shared by all its tabs. */

import { newClientId } from '../../../profiles/settings/ids.ts';
import { guarded } from '../../kit/failures/uncaught.ts';
import {
  type OpenConnection,
  renameConnection,
  useConnections,
} from '../connection/connections.ts';
import { askWorker } from '../connection/workerQuestions.ts';
import { unusedTab } from '../connectionTabs.ts';
import { offerUndo } from '../dialogs/confirm.ts';
import { askForSecret } from '../profiles/askForSecret.ts';
import { connectByForm } from '../profiles/connectByForm.ts';
import { draftFor, setDraft, setDraftNotes, usedDraft } from '../profiles/drafts.ts';
import { draftWithoutSecrets, lacksSecret } from '../profiles/keptDraft.ts';
import { recallSecrets } from '../profiles/keptSecrets.ts';
import { isLacking } from '../profiles/lackingSecret.ts';
import { openProfile } from '../profiles/profiles.ts';
import { useProfiles } from '../storage.ts';
import { tabName } from '../tabName.ts';
import { setView } from '../view/tabView.ts';
import {
  type RecentConnection,
  type RecentItem,
  readItems,
  withBroker,
  withItem,
  without,
  writeItems,
} from './items.ts';
import { keptRecent, RECENT, useKeptRecent } from './place.ts';

/** Another tab may have changed the list, so it is read again before each change. */
function change(how: (items: readonly RecentItem[]) => readonly RecentItem[]): void {
  const items = how(readItems(keptRecent()));
  try {
    if (items.length === 0) localStorage.removeItem(RECENT);
    else localStorage.setItem(RECENT, writeItems(items));
  } catch {
    // No storage: there is no such list.
  }
  useKeptRecent.setState({ text: keptRecent() });
}

export function removeRecent(item: RecentItem, text: string): void {
  change((items) => without(items, item));
  offerUndo(text, () => change((items) => byTime(withItem(items, item))));
}

export function clearRecent(text: string): void {
  const all = readItems(keptRecent());
  change(() => []);
  offerUndo(text, () =>
    change((items) => byTime(items.reduceRight<readonly RecentItem[]>(withItem, all))),
  );
}

const byTime = (items: readonly RecentItem[]) => items.toSorted((a, b) => b.at - a.at);

/** Fills the form of this tab, or of a new one if this tab is in use. Returns its id. */
export function openRecent(connectionId: string | undefined, item: RecentConnection): string {
  const profile = useProfiles.getState().items.find(({ id }) => id === item.draft.profileId);
  if (profile !== undefined) return openProfile(connectionId, profile);
  const id = unusedTab(connectionId);
  const { draft, name } = item;
  // An id made for a tab that no longer is must not meet itself in another; a session needs its own.
  const ownId = !draft.cleanStart || !/^mqttscope-[0-9a-f]{6}$/.test(draft.clientId);
  setDraft(id, ownId ? draft : { ...draft, clientId: newClientId() });
  setDraftNotes(id, []);
  renameConnection(id, name);
  setView(id, { screen: 'editor' });
  void recallSecrets(id);
  return id;
}

/** Opens the form instead if something that was not stored is needed. */
export function connectRecent(connectionId: string | undefined, item: RecentConnection): void {
  void connectOnceFilled(openRecent(connectionId, item), item);
}

async function connectOnceFilled(
  id: string,
  { draft, lacksSecret }: RecentConnection,
): Promise<void> {
  const isFilled = await recallSecrets(id);
  if (isLacking({ lacksSecret, isFilled }, draftFor(id), draft)) askForSecret(id);
  else connectByForm(id);
}

/** Returns a function that stops it. */
export function noteUse(): () => void {
  /** Noted use by tab: its settings, or the progress of reading its file. */
  const noted = new Map<string, unknown>();
  /** Settings of connections that have requested the broker's name. */
  const asked = new Set<unknown>();
  const note = (): void => {
    for (const connection of useConnections.getState().list) {
      const { id, file, settings, state } = connection;
      const used = file === undefined ? state.kind === 'connected' && settings : fileStep(file);
      if (used === false || used === undefined) continue;
      if (noted.get(id) !== used) {
        noted.set(id, used);
        if (file === undefined) noteConnection(connection);
        else noteFile(file);
      }
      if (file === undefined && !asked.has(used) && tellsOfItself(connection)) {
        asked.add(used);
        void noteBroker(id);
      }
    }
  };
  note();
  const stop = useConnections.subscribe(guarded('recent', note));
  const onStorage = ({ key }: StorageEvent): void => {
    if (key === RECENT || key === null) useKeptRecent.setState({ text: keptRecent() });
  };
  window.addEventListener('storage', onStorage);
  return () => {
    window.removeEventListener('storage', onStorage);
    stop();
  };
}

type OpenedFile = NonNullable<OpenConnection['file']>;

/** A file is listed once something of it could be read, and again with all of its packets. */
function fileStep({ state, packets }: OpenedFile): 'begun' | 'done' | false {
  if (packets === 0) return false;
  return state.kind === 'done' ? 'done' : 'begun';
}

function noteFile({ name, size, packets, state }: OpenedFile): void {
  const whole = state.kind === 'done' ? { packets } : {};
  change((items) => withItem(items, { kind: 'file', name, size, ...whole, at: Date.now() }));
}

function noteConnection(connection: OpenConnection): void {
  const used = usedDraft(connection.id);
  if (used === undefined) return;
  const draft = draftWithoutSecrets(used);
  const name = tabName(connection);
  const lacks = lacksSecret(used, draft);
  const at = Date.now();
  change((items) => withItem(items, { kind: 'connection', name, draft, lacksSecret: lacks, at }));
}

async function noteBroker(id: string): Promise<void> {
  const used = usedDraft(id);
  const broker = await brokerName(id);
  if (used === undefined || broker === undefined) return;
  change((items) => withBroker(items, draftWithoutSecrets(used), broker));
}

/** ms after the SUBACK; retained messages follow it directly. */
const TOLD_AFTER = 1000;
/** Characters of it that are kept. */
const LONGEST = 80;

const decoder = new TextDecoder();

/** Name that a broker publishes below `$SYS`, if a connection receives it. */
function tellsOfItself({ subscriptions }: Pick<OpenConnection, 'subscriptions'>): boolean {
  return subscriptions.some(
    ({ subscription, state }) =>
      state.kind === 'granted' && /^\$SYS\/(#|broker|brokers)/.test(subscription.filter),
  );
}

/** Undefined if the broker published none. */
async function brokerName(connectionId: string): Promise<string | undefined> {
  await new Promise((resolve) => setTimeout(resolve, TOLD_AFTER));
  const below = await askWorker(connectionId, { kind: 'latest-below', path: '$SYS' });
  for (const { topic, payload } of below?.said ?? []) {
    const name = nameIn(topic, decoder.decode(payload));
    if (name !== undefined) return name;
  }
  return undefined;
}

/** `mosquitto version 2.0.21` of Mosquitto and compatible brokers. EMQX publishes only the number, below its node. */
function nameIn(topic: string, payload: string): string | undefined {
  const text = payload.slice(0, LONGEST).trim();
  if (text === '') return undefined;
  if (topic === '$SYS/broker/version') return text.replace(/ version /i, ' ');
  return /^\$SYS\/brokers\/[^/]+\/version$/.test(topic) ? `EMQX ${text}` : undefined;
}
