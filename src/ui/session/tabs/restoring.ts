/** Restores tabs after a reload: connections are closed, and the user opens files again. */
import { lacksToken } from '../../../profiles/settings/profileSecrets.ts';
import { page } from '../../kit/page/page.ts';
import { noteLinked } from '../address/writtenAddress.ts';
import { pageCompanion } from '../broker/companion.ts';
import { expectFile } from '../captures/fileTabs.ts';
import { keepPackets } from '../captures/keptPackets.ts';
import { expectTap } from '../captures/tapTabs.ts';
import { activateConnection, prepareConnection } from '../connection/connections.ts';
import { noteFilled, noteRestored } from '../connection/restoredTabs.ts';
import { select } from '../connection/selection.ts';
import { openConnection } from '../connectionTabs.ts';
import { setAnswers, setFilterText } from '../filter/filters.ts';
import type { Draft } from '../profiles/draft.ts';
import { noteUsed, setDraft } from '../profiles/drafts.ts';
import { recallSecrets } from '../profiles/keptSecrets.ts';
import { ownClientId } from '../profiles/ownClientId.ts';
import { settingsOf } from '../profiles/settings.ts';
import { blankUserProperty } from '../publish/formProperties.ts';
import { restoreForm } from '../publish/forms.ts';
import { setView } from '../view/tabView.ts';
import { type KeptConnection, type KeptForm, type KeptTab, readTabs } from './keptTabs.ts';

/** Placeholder for an omitted secret, so that everything else can be read. */
const ANY_SECRET = 'left out';

/** @returns whether there were any */
export async function restore(text: string): Promise<boolean> {
  // Available transports depend on the companion.
  await pageCompanion();
  const { tabs, front } = readTabs(text);
  const ids: (string | undefined)[] = [];
  for (const tab of tabs) ids.push(tab && restoreTab(tab, ids));
  const id = ids[front];
  if (id !== undefined) activateConnection(id);
  return ids.some((one) => one !== undefined);
}

/** @param before ids of the tabs before it, including the connection of a tap */
function restoreTab(tab: KeptTab, before: readonly (string | undefined)[]): string {
  switch (tab.kind) {
    case 'file':
      return expectFile(tab);
    case 'tap':
      return expectTap(before[tab.from ?? -1] ?? '', tab.clients, tab.name);
    case 'connection':
      return restoreConnection(tab);
  }
}

function restoreConnection(tab: KeptConnection): string {
  const { name, lacksSecret, linked, filter, view, topic, form } = tab;
  const { draft, used } = withOwnId(tab);
  const id = openConnection(name);
  if (tab.packets !== undefined) keepPackets(id, tab.packets);
  const isPrepared = used !== undefined && prepare(id, used, lacksSecret);
  if (used === undefined || !isSame(used, draft)) setDraft(id, draft);
  if (linked !== undefined) noteLinked(id, linked.typed, linked.url);
  if (filter.answers) setAnswers(id, true);
  if (filter.text !== '') setFilterText(id, filter.text);
  setView(id, {
    ...view,
    // The first screen has the address only.
    ...(!isPrepared && { screen: 'editor' }),
  });
  if (topic !== undefined) select(id, { topic });
  restoreForm(id, formOf(form));
  const mayRecall = draft.keepsSecrets || (lacksSecret && draft.profileId === undefined);
  if (mayRecall) void recallSecrets(id).then((isFilled) => isFilled && noteFilled(id));
  return id;
}

/** Replaces the generated client ID, because a duplicated browser tab has a copy of the other tab's storage. */
function withOwnId({ draft, used }: KeptConnection): Pick<KeptConnection, 'draft' | 'used'> {
  const clientId = ownClientId(used ?? draft);
  if (used === undefined) return { draft: { ...draft, clientId }, used };
  const isSameId = draft.clientId === used.clientId;
  return { draft: isSameId ? { ...draft, clientId } : draft, used: { ...used, clientId } };
}

/** @returns whether the settings are complete except for the secret */
function prepare(id: string, used: Draft, lacksSecret: boolean): boolean {
  setDraft(id, used);
  noteUsed(id);
  const userName = lacksToken(used.userName) ? ANY_SECRET : used.userName;
  const whole = lacksSecret ? { ...used, userName, deviceSecret: ANY_SECRET } : used;
  const { settings } = settingsOf(whole, page);
  if (settings === undefined) return false;
  const { signIn } = settings;
  prepareConnection(id, {
    ...settings,
    signIn:
      signIn.kind === 'alibaba'
        ? { ...signIn, deviceSecret: '' }
        : { ...signIn, userName: used.userName },
  });
  noteRestored(id, { lacksSecret });
  return true;
}

const isSame = (one: Draft, other: Draft): boolean => JSON.stringify(one) === JSON.stringify(other);

function formOf({ userProperties, ...form }: KeptForm) {
  const numbered = userProperties.map(({ name, value }) => {
    const { id } = blankUserProperty();
    return { id, name, value };
  });
  return { ...form, large: undefined, userProperties: numbered };
}
