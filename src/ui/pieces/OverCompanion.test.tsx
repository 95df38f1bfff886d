// @vitest-environment jsdom
/** What is offered where the companion could open what the browser could not. */
import { afterEach, expect, test, vi } from 'vitest';
import type { CompanionInfo } from '../../broker/core/companionInfo.ts';
import { settingsWith } from '../../profiles/settings.testkit.ts';
import '../kit/language/bothLanguages.testkit.ts';
import { named } from '../kit/page.testkit.ts';
import { type Shown, show } from '../kit/rows/liveCapture.testkit.ts';
import { connect } from '../session/connections.ts';
import { draftFor } from '../session/profiles/drafts.ts';
import { viewOf } from '../session/tabView.ts';
import { ConnectionNotice } from './ConnectionNotice.tsx';

const COMPANION: CompanionInfo = {
  name: 'mqttscope',
  version: 1,
  appVersion: '0',
  bridge: '/bridge',
  demo: false,
  needsCredentials: false,
};

vi.mock(import('../session/companion.ts'), async (actual) => ({
  ...(await actual()),
  useCompanion: () => COMPANION,
}));

function Notice({ connectionId }: { connectionId: string }) {
  return <ConnectionNotice connectionId={connectionId} place="capture" />;
}

let shown: Shown | undefined;
afterEach(() => shown?.end());

test('where a WebSocket does not open and a companion is there, it offers what the companion opens, and fills it in', async () => {
  shown = await show(Notice, () => undefined);
  const { box, id, live, run, click, until } = shown;
  const settings = settingsWith({ url: 'ws://broker.lan:9001/mqtt' });
  await run(() => connect(id, settings));
  const failure = {
    kind: 'unreachable',
    url: settings.url,
    pageIsSecure: false,
    forbidden: false,
  } as const;
  await run(() => live.tell({ kind: 'state', state: { kind: 'closed', failure } }));
  await until(() => box.textContent?.includes('The companion can open plain MQTT') === true);
  expect(named(box, 'button', 'mqtt://broker.lan:9001')).toBeDefined();
  await click(named(box, 'button', 'mqtt://broker.lan:1883'));
  expect(draftFor(id).url).toBe('mqtt://broker.lan:1883');
  expect(viewOf(id).screen).toBe('editor');
});
