import { afterEach, expect, it } from 'vitest';
import type { AlibabaSignIn } from '../../profiles/settings/settings.ts';
import { settingsFor } from '../client.testkit.ts';
import { ControlClient } from '../control/controlClient.ts';
import { TestTab } from './tab.testkit.ts';
import { tabForms } from './tabForms.ts';

let tab: TestTab;

afterEach(async () => {
  await tab.close();
});

/** The first device that the broker in the tab knows. */
async function deviceOf(control: ControlClient): Promise<AlibabaSignIn> {
  const listed = await control.ask({ kind: 'platform-devices', first: 0, count: 1 });
  const row = listed.kind === 'platform-devices' ? listed.rows[0] : undefined;
  if (row === undefined) throw new Error(`no device: ${JSON.stringify(listed)}`);
  const { productKey, deviceName } = row;
  const told = await control.ask({ kind: 'platform-secret', productKey, deviceName });
  const deviceSecret = told.kind === 'platform-secret' ? told.deviceSecret : '';
  return {
    kind: 'alibaba',
    how: 'https',
    authUrl: '',
    productKey,
    deviceName,
    deviceSecret,
    regionId: '',
    instanceId: '',
    signMethod: 'hmacsha1',
    secureMode: 2,
    timestamp: { kind: 'now' },
  };
}

it('signs a device in at the broker in the tab with id and token', async () => {
  tab = new TestTab();
  const control = new ControlClient({ kind: 'port', port: tab.line('control') }, {});
  const line = tab.line('control');
  tab.environment.postForm = (_url, form) => ask(form);
  const ask = tabForms(() => line);
  const signIn = await deviceOf(control);
  const client = tab.client();
  client.connect(settingsFor('tab:broker', { version: 4, signIn }));
  await client.state('connected');
  const { facts } = await client.event('pre-auth');
  expect(facts.url).toBe('tab:broker');
  expect(facts.answer?.iotId).not.toBe('');

  const other = tab.client();
  const wrong = { ...signIn, deviceSecret: 'another' };
  other.connect(settingsFor('tab:broker', { version: 4, signIn: wrong }));
  expect(await other.state('closed')).toMatchObject({ failure: { why: 'code', code: 401 } });
  control.close();
});

it('gives no answer without a connection to it', async () => {
  tab = new TestTab();
  expect(await tabForms(() => undefined)([])).toMatchObject({ kind: 'none', why: 'no-platform' });
});
