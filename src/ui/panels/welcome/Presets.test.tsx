// @vitest-environment jsdom

import { act } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { page } from '#kit';
import type { BrokerPreset } from '../../../broker/core/companionInfo.ts';
import '../../kit/language/bothLanguages.testkit.ts';
import '../../kit/overlays/dialogs.testkit.ts';
import { named } from '../../kit/page/page.testkit.ts';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import type * as companion from '../../session/broker/companion.ts';
import { draftFor, setDraft } from '../../session/profiles/drafts.ts';
import { draftWithoutSecrets } from '../../session/profiles/keptDraft.ts';
import { recallSecrets } from '../../session/profiles/keptSecrets.ts';
import { viewOf } from '../../session/view/tabView.ts';
import { Start } from './Start.tsx';

const PLANT: BrokerPreset = {
  name: 'Plant',
  url: 'mqtts://plant.example?token=PLANTED',
  userName: 'ann',
  password: 'PLANTED',
};
const LAB: BrokerPreset = {
  name: 'Lab',
  url: 'wss://lab.example/mqtt',
  userName: 'bob',
  password: '',
};

let known: readonly BrokerPreset[] = [];

vi.mock(
  import('../../session/broker/companion.ts'),
  async (actual): Promise<typeof companion> => ({
    ...(await actual()),
    usePresets: () => known,
    pagePresets: () => Promise.resolve(known),
  }),
);

let shown: Shown;
beforeEach(async () => {
  known = [PLANT, LAB];
  shown = await show(Start, () => undefined);
  page.hasBridge = true;
});
afterEach(async () => {
  page.hasBridge = false;
  await shown.end();
});

const preset = (name: string) => {
  const found = [
    ...shown.box.querySelectorAll('section[aria-label="Brokers of this companion"] button'),
  ];
  const button = found.find((one) => one.textContent?.startsWith(name));
  if (button === undefined) throw new Error(`no preset ${name}: ${shown.box.innerHTML}`);
  return button;
};
const recalled = () => act(() => recallSecrets(shown.id));
const connects = () =>
  shown.live.sent.flatMap((one) => (one.kind === 'connect' ? [one.settings] : []));

test('presets come after everything that is there before them, and show neither user nor password', () => {
  const profiles = named(shown.box, 'button', 'All profiles');
  expect(preset('Plant').compareDocumentPosition(profiles)).toBe(Node.DOCUMENT_POSITION_PRECEDING);
  expect(preset('Plant').textContent).toMatch(/^Plantmqtts:\/\/plant\.example/);
  expect(shown.box.innerHTML).not.toMatch(/PLANTED|ann/);
});

test('a click connects with the password, and subscribes to everything', async () => {
  await shown.click(preset('Plant'));
  await shown.until(() => connects().length === 1);
  expect(connects()[0]).toMatchObject({
    url: 'mqtts://plant.example',
    signIn: { kind: 'password', userName: 'ann', password: 'PLANTED' },
    subscriptions: [{ filter: '#' }],
  });
});

test('a missing password is asked for in the form, whose other fields are filled', async () => {
  await shown.click(preset('Lab'));
  await shown.until(() => viewOf(shown.id).screen === 'editor');
  expect(draftFor(shown.id)).toMatchObject({
    name: 'Lab',
    url: LAB.url,
    userName: 'bob',
    password: '',
    subscriptions: [{ filter: '#' }],
  });
  expect(connects()).toEqual([]);
});

test('a form that was kept without secrets is filled from the preset for its address and user', async () => {
  await shown.click(preset('Plant'));
  await shown.until(() => connects().length === 1);
  const kept = draftWithoutSecrets(draftFor(shown.id));
  expect(JSON.stringify(kept)).not.toContain('PLANTED');
  await shown.run(() => setDraft(shown.id, kept));
  expect(await recalled()).toBe(true);
  expect(draftFor(shown.id).password).toBe('PLANTED');
  await shown.run(() => setDraft(shown.id, { ...kept, url: LAB.url, userName: LAB.userName }));
  expect(await recalled()).toBe(false);
  await shown.run(() => setDraft(shown.id, { ...kept, userName: 'eve' }));
  expect(await recalled()).toBe(false);
  expect(draftFor(shown.id).password).toBe('');
});

test('a preset brings back the token in its user name', async () => {
  const url = 'mqtts://cloud.example';
  known = [{ name: 'Cloud', url, userName: 'ann?token=PLANTED', password: '' }];
  const kept = draftWithoutSecrets({ ...draftFor(shown.id), url, userName: 'ann?token=PLANTED' });
  expect(kept.userName).toBe('ann?token=…');
  await shown.run(() => setDraft(shown.id, kept));
  expect(await recalled()).toBe(true);
  expect(draftFor(shown.id).userName).toBe('ann?token=PLANTED');
});
