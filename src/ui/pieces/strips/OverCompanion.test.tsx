// @vitest-environment jsdom
/** Offer to connect over the companion if the browser cannot open an address. */

import { afterEach, expect, test, vi } from 'vitest';
import { page } from '#kit';
import type { CompanionInfo } from '../../../broker/core/companionInfo.ts';
import { settingsWith } from '../../../profiles/settings/settings.testkit.ts';
import '../../kit/language/bothLanguages.testkit.ts';
import '../../kit/overlays/dialogs.testkit.ts';
import { named } from '../../kit/page/page.testkit.ts';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { StartLine } from '../../panels/welcome/StartLine.tsx';
import type { useCompanion } from '../../session/broker/companion.ts';
import { currentPass, forgetPass, givePass } from '../../session/broker/controlPass.ts';
import { connect } from '../../session/connection/connections.ts';
import { draftFor, setDraft, useDraft } from '../../session/profiles/drafts.ts';
import { viewOf } from '../../session/view/tabView.ts';
import { ConnectionNotice } from './ConnectionNotice.tsx';
import { ReachLine } from './ReachLine.tsx';

const NO_BRIDGE: CompanionInfo = {
  name: 'mqttscope',
  version: 1,
  appVersion: '0',
  demo: false,
  needsCredentials: false,
};
const COMPANION: CompanionInfo = { ...NO_BRIDGE, bridge: '/bridge' };

/** Server information known to the page. */
let known: ReturnType<typeof useCompanion> = COMPANION;

vi.mock(import('../../session/broker/companion.ts'), async (actual) => ({
  ...(await actual()),
  useCompanion: () => known,
}));

function Notice({ connectionId }: { connectionId: string }) {
  return <ConnectionNotice connectionId={connectionId} place="capture" />;
}

/** The line below the address on the first screen. */
function Address({ connectionId }: { connectionId: string }) {
  const draft = useDraft(connectionId);
  return draft === undefined ? null : <StartLine draft={draft} pasted={[]} />;
}

let shown: Shown | undefined;
afterEach(() => shown?.end());

/** A WebSocket that did not open, on a page with such a server. */
async function unreachable(server: typeof known): Promise<Shown> {
  known = server;
  shown = await show(Notice, () => undefined);
  const { id, live, run } = shown;
  const settings = settingsWith({ url: 'ws://broker.lan:9001/mqtt' });
  await run(() => connect(id, settings));
  const failure = {
    kind: 'unreachable',
    url: settings.url,
    pageIsSecure: false,
    forbidden: false,
  } as const;
  await run(() => live.tell({ kind: 'state', state: { kind: 'closed', failure } }));
  return shown;
}

test('if a WebSocket fails and a companion is present, offers its addresses and fills one in', async () => {
  const { box, id, click, until } = await unreachable(COMPANION);
  await until(() => box.textContent?.includes('The companion can open plain MQTT') === true);
  expect(named(box, 'button', 'mqtt://broker.lan:9001')).toBeDefined();
  await click(named(box, 'button', 'mqtt://broker.lan:1883'));
  expect(draftFor(id).url).toBe('mqtt://broker.lan:1883');
  expect(viewOf(id).screen).toBe('editor');
});

test('without a companion says how to get one, or why it is not allowed', async () => {
  const without = await unreachable('none');
  await without.until(
    () => without.box.textContent?.includes('run npm start in a checkout of mqttscope') === true,
  );
  await without.end();
  const { box, until } = await unreachable(NO_BRIDGE);
  await until(() => box.textContent?.includes('was started with --no-bridge') === true);
  expect(box.textContent).not.toContain('mqtt://broker.lan');
});

test('the first screen says which addresses are reachable, and how to get a companion', async () => {
  known = 'none';
  shown = await show(ReachLine, () => undefined);
  const { box, click, until } = shown;
  expect(box.textContent).toContain('No companion: only ws:// and wss://');
  await click(named(box, 'button', 'Set up…'));
  await until(() => box.querySelector('dialog pre')?.textContent === 'npm ci\nnpm start');
  await click(named(box, 'button', 'Close'));
  expect(box.querySelector('dialog pre')).toBeNull();
});

test('a page without permission at its companion does not promise that the companion connects', async () => {
  page.hasBridge = true;
  shown = await show(Address, () => undefined);
  const { box, id, run } = shown;
  const type = (url: string) => run(() => setDraft(id, { ...draftFor(id), url }));
  await type('mqtt://b.lan');
  expect(box.textContent).toContain('the companion opens it only for pages that may control it');
  givePass('token');
  await type('mqtt://c.lan');
  expect(box.textContent).toContain('the companion connects and forwards the bytes');
  forgetPass(currentPass() ?? '');
  page.hasBridge = false;
});

test.each([
  [COMPANION, 'Nothing leaves this browser except to the broker you name.'],
  [NO_BRIDGE, 'Companion with --no-bridge: only ws:// and wss://'],
])('with a companion, says which addresses it opens', async (server, text) => {
  known = server;
  shown = await show(ReachLine, () => undefined);
  expect(shown.box.textContent).toContain(text);
  expect(shown.box.textContent).not.toContain('Set up…');
});
