import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Device } from '../../../alibaba/devices.ts';
import { demoDevice, PlatformScene, signed } from '../../../broker/platform/platform.testkit.ts';
import type { AlibabaSignIn, ConnectionSettings } from '../../../profiles/settings/settings.ts';
import { named } from '../../kit/page/page.testkit.ts';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { placeInTab, TAB_SETTINGS } from '../../session/broker/tabBroker.testkit.ts';
import { connect } from '../../session/connection/connections.ts';
import { viewOf } from '../../session/view/tabView.ts';
import { ConnectionNotice } from './ConnectionNotice.tsx';

const SENSOR = demoDevice(0);

let scene: PlatformScene;
let shown: Shown;
beforeEach(() => {
  scene = new PlatformScene();
  placeInTab(scene);
});
afterEach(() => shown.end());

function Notice({ connectionId }: { connectionId: string }) {
  return <ConnectionNotice connectionId={connectionId} place="capture" />;
}

/** State of the app after a refused sign-in with these three values. */
async function refusedAs(device: Device): Promise<string> {
  expect(scene.returnCode(signed(device))).toBe(4);
  shown = await show(Notice, () => undefined);
  const { id, live, run, until, box } = shown;
  const signIn: AlibabaSignIn = {
    kind: 'alibaba',
    how: 'direct',
    authUrl: '',
    ...device,
    regionId: 'cn-shanghai',
    instanceId: '',
    signMethod: 'hmacsha1',
    secureMode: 3,
    timestamp: { kind: 'fixed', value: '1' },
  };
  const settings: ConnectionSettings = { ...TAB_SETTINGS, version: 4, clientId: 'mac', signIn };
  await run(() => connect(id, settings));
  const failure = { kind: 'refused', code: 4, reasonString: undefined } as const;
  await run(() => live.tell({ kind: 'state', state: { kind: 'closed', failure } }));
  await until(() => box.textContent?.includes('What the local platform found') === true);
  return box.textContent ?? '';
}

test('if the local platform rejected it, its verdict names the wrong character of the secret', async () => {
  const { deviceSecret } = SENSOR;
  const other = deviceSecret[8] === 'a' ? 'b' : 'a';
  const wrong = `${deviceSecret.slice(0, 8)}${other}${deviceSecret.slice(9)}`;
  const text = await refusedAs({ ...SENSOR, deviceSecret: wrong });
  expect(text).toMatch(/local platform found: Character 9 of the secret/);
  expect(text).not.toContain('The platform does not say more');
  expect(shown.box.innerHTML).not.toContain(deviceSecret);
  await shown.click(named(shown.box, 'button', 'Show in Platform'));
  expect(viewOf(shown.id).panel).toBe('platform');
});

test('the secret of another device is named, and a very different one is called different', async () => {
  const other = demoDevice(1);
  const text = await refusedAs({ ...SENSOR, deviceSecret: other.deviceSecret });
  expect(text).toContain(
    `secret of another device was used, ${other.deviceName}&${other.productKey}`,
  );
  await shown.end();
  const unlike = await refusedAs({ ...SENSOR, deviceSecret: 'x'.repeat(32) });
  expect(unlike).toMatch(
    /not the signature of these fields.*secret entered here is a different one/,
  );
});

test('a name close to that of a device is compared with it', async () => {
  const { deviceName } = SENSOR;
  const text = await refusedAs({
    ...SENSOR,
    deviceName: `${deviceName.slice(0, 3)}x${deviceName.slice(4)}`,
  });
  expect(text).toContain('No device with this name');
  expect(text).toContain(
    `device name differs at character 4 from a device that is known there: ${deviceName}&`,
  );
});
