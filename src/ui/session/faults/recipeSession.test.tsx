/** Sessions that a recipe keeps at another broker, which has no control interface. */
import { afterEach, expect, test } from 'vitest';
import { settingsWith } from '../../../profiles/settings/settings.testkit.ts';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { CONNECTED } from '../broker/tabBroker.testkit.ts';
import { connect, connectionById } from '../connection/connections.ts';
import { endSession, isLent, keepSession, leaveSession } from './recipeSession.ts';

let shown: Shown;
afterEach(() => shown.end());

const STATE = { kind: 'state', state: CONNECTED } as const;

/** A connection over the bridge whose session is kept for a recipe. */
async function kept(version: 4 | 5): Promise<void> {
  shown = await show(
    () => null,
    () => undefined,
  );
  const url = 'mqtt://broker.example:1883';
  await shown.run(() => connect(shown.id, settingsWith({ url, version, clientId: 'scope' })));
  await shown.run(() => shown.live.tell(STATE));
  await shown.run(() => void keepSession(shown.id, 'scope', true));
  await shown.run(() => shown.live.tell({ ...STATE, state: { ...CONNECTED } }));
  expect(connectionById(shown.id)?.settings).toMatchObject({ cleanStart: false });
}

const trials = () =>
  shown.live.asked.flatMap((one) => (one.kind === 'try-bytes' ? [one.trial] : []));
const DISCARDS = { bytes: Uint8Array.of(0xe0, 0), on: 'own', name: 'scope' };
const OWN = { cleanStart: true, sessionExpiry: 0 };

test.each([4, 5] as const)(
  'in version %i, the end of a recipe connects with the user’s own settings',
  async (version) => {
    await kept(version);
    await shown.run(() => endSession(shown.id));
    expect(shown.live.sent.at(-1)).toMatchObject({ kind: 'connect', settings: OWN });
    expect(isLent(shown.id)).toBe(false);
  },
);

test('in MQTT 5, DISCONNECT ends the session of a closed tab', async () => {
  await kept(5);
  await shown.run(() => leaveSession(shown.id, false));
  const properties = [{ name: 'sessionExpiryInterval', value: 0 }];
  expect(shown.live.sent.at(-1)).toMatchObject({ kind: 'disconnect', farewell: { properties } });
  expect(trials()).toEqual([]);
  expect(connectionById(shown.id)?.settings).toMatchObject(OWN);
});

test('in MQTT 3.1.1, a connection with Clean session discards that of a closed tab', async () => {
  await kept(4);
  await shown.run(() => leaveSession(shown.id, false));
  expect(shown.live.sent.at(-1)).toEqual({ kind: 'disconnect' });
  expect(trials()).toMatchObject([DISCARDS]);
  expect(connectionById(shown.id)?.settings).toMatchObject(OWN);
});

test('a session without its connection is discarded, and the connection stays closed', async () => {
  await kept(5);
  const closed = { kind: 'closed', failure: undefined } as const;
  await shown.run(() => shown.live.tell({ kind: 'state', state: closed }));
  await shown.run(() => endSession(shown.id));
  expect(trials()).toMatchObject([DISCARDS]);
  expect(shown.live.sent.at(-1)).toMatchObject({
    kind: 'connect',
    settings: { cleanStart: false },
  });
  expect(connectionById(shown.id)?.settings).toMatchObject(OWN);
});
