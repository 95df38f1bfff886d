/** A duplicated browser tab has a copy of the tabs that the other one stored. */
import { expect, test } from 'vitest';
import { useConnections } from '../connection/connections.ts';
import { SilentHandle } from '../connection/handle.testkit.ts';
import { setHandleFactory } from '../connectionTabs.ts';
import { emptyDraft } from '../profiles/draft.ts';
import { draftFor } from '../profiles/drafts.ts';
import { EMPTY_FORM } from '../publish/form.ts';
import { type KeptConnection, writeTabs } from './keptTabs.ts';
import { restore } from './restoring.ts';

setHandleFactory(() => new SilentHandle());

function restored(clientId: string, cleanStart: boolean): Promise<string[]> {
  const draft = { ...emptyDraft(clientId), url: 'ws://127.0.0.1/mqtt', cleanStart };
  const { large: _none, ...form } = EMPTY_FORM;
  const tab: KeptConnection = {
    kind: 'connection',
    name: '',
    draft,
    used: draft,
    lacksSecret: false,
    linked: undefined,
    filter: { text: '', answers: false },
    view: { screen: 'capture', panel: 'packets', front: 'panel' },
    topic: undefined,
    form: { ...form, userProperties: [] },
  };
  return ids(writeTabs({ tabs: [tab], front: 0 }));
}

async function ids(kept: string): Promise<string[]> {
  const before = useConnections.getState().list.length;
  await restore(kept);
  return useConnections
    .getState()
    .list.slice(before)
    .flatMap(({ id, settings }) => [draftFor(id).clientId, settings?.clientId ?? '']);
}

test('gets a generated client ID of its own, in the form and in the connection', async () => {
  const [inForm, used] = await restored('mqttscope-da042a', true);
  expect(inForm).toMatch(/^mqttscope-[0-9a-f]{6}$/);
  expect(inForm).not.toBe('mqttscope-da042a');
  expect(used).toBe(inForm);
});

test('keeps a client ID that was entered or has a session', async () => {
  expect(await restored('plant-7', true)).toEqual(['plant-7', 'plant-7']);
  expect(await restored('mqttscope-da042a', false)).toEqual([
    'mqttscope-da042a',
    'mqttscope-da042a',
  ]);
});
