/** The tabs of this page in session storage, which a duplicated browser tab inherits. */
import { afterEach, expect, test } from 'vitest';
import { page } from '../../kit/page/page.ts';
import { activeConnection, prepareConnection, useConnections } from '../connection/connections.ts';
import { SilentHandle } from '../connection/handle.testkit.ts';
import { noteRestored, TABS } from '../connection/restoredTabs.ts';
import { openConnection, setAside, setHandleFactory } from '../connectionTabs.ts';
import { emptyDraft } from '../profiles/draft.ts';
import { draftFor, noteUsed, setDraft } from '../profiles/drafts.ts';
import { needsSecret } from '../profiles/lackingSecret.ts';
import { settingsOf } from '../profiles/settings.ts';
import { blankUserProperty } from '../publish/formProperties.ts';
import { changeForm, formFor } from '../publish/forms.ts';
import { keepTabs } from './keeping.ts';
import { restore } from './restoring.ts';

setHandleFactory(() => new SilentHandle());
afterEach(() => {
  for (const { id } of useConnections.getState().list) setAside(id)?.forget();
  sessionStorage.clear();
});

/** Stored text of a connected tab. */
function kept(name: string): string {
  const id = openConnection('plant');
  const row = { name: 'userProperty', key: name, value: 'PLANTED' } as const;
  const draft = emptyDraft('plant-7');
  setDraft(id, {
    ...draft,
    url: 'ws://127.0.0.1/mqtt',
    version: 5,
    userName: `ann?${name}=PLANTED`,
    properties: [row],
    will: { ...draft.will, properties: [row] },
    subscriptions: [
      {
        filter: '#',
        qos: 0,
        noLocal: false,
        retainAsPublished: true,
        retainHandling: 0,
        properties: [{ name: 'userProperty', value: [name, 'PLANTED'] }],
      },
    ],
  });
  const { settings } = settingsOf(draftFor(id), page);
  if (settings === undefined) throw new Error('no settings');
  prepareConnection(id, settings);
  noteUsed(id);
  const { id: at } = blankUserProperty();
  const userProperties = [
    { id: at, name, value: 'PLANTED' },
    { id: at + 1000, name: 'author', value: 'ann' },
  ];
  changeForm(id, { topic: 't', userProperties });
  const stop = keepTabs();
  window.dispatchEvent(new Event('pagehide'));
  stop();
  return sessionStorage.getItem(TABS) ?? '';
}

test.each(['x-token', 'Authorization', 'apiKey', 'client_secret', 'passwd', 'cookie', '密码'])(
  'a stored tab has no secret named %s, and asks for that of the user name',
  async (name) => {
    const text = kept(name);
    expect(text).toContain(`ann?${name}=…`);
    expect(text).not.toContain('PLANTED');
    await restore(text);
    const id = activeConnection()?.id ?? '';
    expect(formFor(id).userProperties).toMatchObject([
      { name, value: '' },
      { name: 'author', value: 'ann' },
    ]);
    expect(activeConnection()?.settings?.signIn).toMatchObject({ userName: `ann?${name}=…` });
    expect(needsSecret(id)).toBe(true);
    expect(settingsOf(draftFor(id), page).errors?.userName).toContain('…');
    setDraft(id, { ...draftFor(id), password: 'x' });
    expect(needsSecret(id)).toBe(true);
    setDraft(id, { ...draftFor(id), password: '', userName: `ann?${name}=typed` });
    expect(needsSecret(id)).toBe(false);
    noteRestored(id, { lacksSecret: true, isFilled: true });
    expect(needsSecret(id)).toBe(false);
  },
);
