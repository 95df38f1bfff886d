/** Over the bridge, only the connection's own settings show whether its session is kept. */

import { afterEach, expect, test } from 'vitest';
import { page } from '#kit';
import { settingsWith } from '../../../profiles/settings/settings.testkit.ts';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { CONNECTED } from '../../session/broker/tabBroker.testkit.ts';
import { connect } from '../../session/connection/connections.ts';
import { useOwnClientThere } from '../../session/faults/clients.ts';
import { homeOf } from '../../session/faults/where.ts';
import { StartKeepsSession } from './SessionWarning.tsx';

let shown: Shown;
afterEach(() => shown.end());

function OfOwn({ connectionId }: { connectionId: string }) {
  return (
    <StartKeepsSession
      connectionId={connectionId}
      client={useOwnClientThere(connectionId)}
      recipe="lost-puback"
    />
  );
}

const has = (text: string): boolean => shown.box.textContent?.includes(text) === true;

test.each([
  [5, true, 3600, 'scope discards its session when it connects'],
  [5, false, 0, 'The session of scope ends with its connection'],
  [4, true, 0, 'The session of scope ends with its connection'],
] as const)(
  'version %s, clean start %s, expiry %s: Start says that it reconnects with a persistent session',
  async (version, cleanStart, sessionExpiry, said) => {
    shown = await show(OfOwn, () => undefined);
    const url = 'mqtt://broker.example:1883';
    const settings = settingsWith({ url, clientId: 'scope', version, cleanStart, sessionExpiry });
    await shown.run(() => connect(shown.id, settings));
    expect(has('session')).toBe(false);
    await shown.run(() => shown.live.tell({ kind: 'state', state: CONNECTED }));
    await shown.until(() => has('first reconnects with a session that is kept'));
    expect(shown.box.querySelector('[title]')?.getAttribute('title')).toContain(said);
  },
);

test('says nothing if the session persists', async () => {
  shown = await show(OfOwn, () => undefined);
  const kept = { clientId: 'scope', version: 4, cleanStart: false } as const;
  const settings = settingsWith({ url: 'mqtt://broker.example:1883', ...kept });
  await shown.run(() => connect(shown.id, settings));
  await shown.run(() => shown.live.tell({ kind: 'state', state: CONNECTED }));
  expect(has('session')).toBe(false);
});

test.each([
  ['mqtt://127.0.0.1:1884', undefined],
  ['mqtt://127.0.0.1:1883', 'bridge'],
])('faults of a connection to %s are injected at home: %s', async (url, home) => {
  page.mqttPort = 1884;
  shown = await show(OfOwn, () => undefined);
  await shown.run(() => connect(shown.id, settingsWith({ url })));
  expect(homeOf(shown.id)).toBe(home);
});
