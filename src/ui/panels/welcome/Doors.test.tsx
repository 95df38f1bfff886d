import { afterEach, expect, test } from 'vitest';
import type { CompanionInfo } from '../../../broker/core/companionInfo.ts';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { selectionOf } from '../../session/connection/selection.ts';
import { tryDemo } from '../../session/profiles/demo.ts';
import { viewOf } from '../../session/view/tabView.ts';

const COMPANION: CompanionInfo = {
  name: 'mqttscope',
  version: 1,
  appVersion: '1.2.3',
  ws: 'mqtt',
  demo: true,
  needsCredentials: true,
};

let shown: Shown | undefined;
afterEach(() => shown?.end());

test('a broker that requires credentials is not connected to; the form requests them', async () => {
  shown = await show(
    () => null,
    () => undefined,
  );
  const { id, live, run, until } = shown;
  await run(() => tryDemo(id, COMPANION));
  await until(() => viewOf(id).screen === 'editor');
  expect(live.sent.filter(({ kind }) => kind === 'connect')).toEqual([]);
});

test('the demo’s first topic gives way to that of the message that Inspect selects', async () => {
  shown = await show(
    () => null,
    () => undefined,
  );
  const { id, run, until } = shown;
  await run(() => tryDemo(id, { ...COMPANION, needsCredentials: false }));
  await until(() => selectionOf(id).topic !== undefined);
  expect(selectionOf(id)).toMatchObject({ packet: undefined, isFirst: true });
});
