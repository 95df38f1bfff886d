/** A change in this browser tab keeps what another tab has stored meanwhile. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { eventuallyFound } from '../../base/eventually.testkit.ts';
import type { Alert } from '../../payload/alerts/alert.ts';
import { SETTINGS } from '../../profiles/settings/settings.testkit.ts';
import type { ConnectionSettings } from '../../profiles/settings/settings.ts';
import { remember, remembered } from '../kit/language/remembered.ts';
import { type Shown, show } from '../kit/rows/liveCapture.testkit.ts';
import { togglePinned } from '../panels/topic/value/pinnedPaths.ts';
import { changeShown } from '../panels/topics/keptShown.ts';
import { forgetModel, keepModel } from '../session/alink/models.ts';
import { setAnswerRules } from '../session/answers/answers.ts';
import { addAlert, removeAlert } from '../session/charts/alerts.ts';
import { prepareConnection } from '../session/connection/connections.ts';
import { keptAddressOf } from '../session/keptAddress.ts';
import { setRules } from '../session/payloadRules/rules.ts';
import { draftOfProfile } from '../session/profiles/draft.ts';
import { draftFor, setDraft } from '../session/profiles/drafts.ts';
import { saveDraft } from '../session/profiles/saveDraft.ts';
import { profiles, useProfiles } from '../session/storage.ts';
import { layoutOf, setLayout } from '../session/view/layout.ts';

const PROFILE = { id: 'two-tabs', name: 'Press', settings: SETTINGS };
const alertOn = (topic: string): Alert => ({
  topic,
  path: [],
  condition: { kind: 'silent', seconds: 60 },
  action: 'mark',
});
const [OWN, OTHER] = [alertOn('own'), alertOn('other')];

let shown: Shown;

beforeEach(async () => {
  shown = await show(
    () => null,
    () => undefined,
  );
  await profiles.save(PROFILE);
  await eventuallyFound(() => stored()?.url === SETTINGS.url && stored()?.charts === undefined);
  setDraft(shown.id, draftOfProfile(PROFILE, false));
  prepareConnection(shown.id, SETTINGS);
});
afterEach(async () => {
  await profiles.delete(PROFILE.id);
  await shown.end();
});

const stored = () => useProfiles.getState().items.find(({ id }) => id === PROFILE.id)?.settings;
/** Stores as another tab does, which knows nothing of this one. */
async function storedElsewhere(part: Partial<ConnectionSettings>): Promise<void> {
  const { settings } = (await profiles.list()).items.find(({ id }) => id === PROFILE.id) ?? PROFILE;
  await profiles.save({ ...PROFILE, settings: { ...settings, ...part } });
}
const charts = (...alerts: readonly Alert[]) => ({
  charts: { lines: [], thresholds: [], span: 900, alerts },
});

test('an alert', async () => {
  await storedElsewhere(charts(OTHER));
  addAlert(shown.id, OWN);
  await expect.poll(() => stored()?.charts?.alerts).toEqual([OWN, OTHER]);
  removeAlert(shown.id, OWN);
  await expect.poll(() => stored()?.charts?.alerts).toEqual([OTHER]);
});

test('an auto-reply and a payload rule', async () => {
  const answer = { id: 'theirs', topic: 'a' };
  await storedElsewhere({
    answers: [answer],
    payloads: { chains: [{ filter: 'b', chain: 'json' }], files: [] },
  });
  await setRules(shown.id, { chains: [{ filter: 'a', chain: 'hex' }], files: [] });
  await setAnswerRules(shown.id, []);
  await expect
    .poll(() => stored()?.payloads?.chains.map(({ filter }) => filter))
    .toEqual(['a', 'b']);
});

test('an alert, when the form is saved', async () => {
  await storedElsewhere(charts(OTHER));
  await expect.poll(() => stored()?.charts).toBeDefined();
  setDraft(shown.id, { ...draftFor(shown.id), name: 'Renamed' });
  await saveDraft(shown.id);
  await expect
    .poll(() => useProfiles.getState().items.find(({ id }) => id === PROFILE.id))
    .toMatchObject({ name: 'Renamed', settings: charts(OTHER) });
});

test('two changes of a profile at once', async () => {
  await Promise.all([
    profiles.change(PROFILE.id, (one) => ({ ...one, colour: 'rose' })),
    profiles.change(PROFILE.id, (one) => ({ ...one, folder: 'Hall' })),
  ]);
  await expect
    .poll(() => useProfiles.getState().items.find(({ id }) => id === PROFILE.id))
    .toMatchObject({ colour: 'rose', folder: 'Hall' });
});

test('a part of the layout', () => {
  setLayout({ wire: false });
  remember('layout', { ...layoutOf(remembered('layout')), topicsCollapsed: true });
  setLayout({ wire: true });
  expect(layoutOf(remembered('layout'))).toMatchObject({ wire: true, topicsCollapsed: true });
  setLayout({ wire: false, topicsCollapsed: false });
});

test('a thing model', () => {
  const model = JSON.stringify({ profile: { productKey: 'a1' }, properties: [] });
  expect(keepModel('mine', model)).toBeUndefined();
  remember('thingModels', [['theirs', model]]);
  expect(keepModel('mine', model)).toBeUndefined();
  expect(remembered('thingModels')).toEqual([
    ['theirs', model],
    ['mine', model],
  ]);
  for (const key of ['mine', 'theirs']) forgetModel(key);
});

test('a pinned topic and a pinned value of the same broker', () => {
  changeShown(shown.id, { pinned: ['mine'] });
  const address = keptAddressOf(shown.id) ?? '';
  remember('topics', { [address]: { order: 'name', pinned: ['mine', 'theirs'], hidden: ['h'] } });
  changeShown(shown.id, { pinned: ['mine', 'newer'] });
  expect(remembered('topics')).toMatchObject({
    [address]: { pinned: ['mine', 'newer', 'theirs'], hidden: ['h'] },
  });
  togglePinned(shown.id, 't', ['a']);
  remember('paths', { [address]: [['t', ['b']]] });
  togglePinned(shown.id, 't', ['c']);
  expect(remembered('paths')).toEqual({
    [address]: [
      ['t', ['c']],
      ['t', ['b']],
    ],
  });
});
