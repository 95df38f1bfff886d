/** Tests a whole companion with the local platform over the network, with devices and pages. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type DeviceIdentity, signIn } from '../../alibaba/sign.ts';
import { OTHER_SIGNS, SIGN_INS, VARIANTS } from '../../alibaba/vectors.testkit.ts';
import { controlCommand } from '../control/controlCommand.testkit.ts';
import { ask } from '../http/http.testkit.ts';
import { connectClient, refusalOf } from '../mqtt/client.testkit.ts';
import { readTlsIdentity } from '../net/tlsIdentity.ts';
import {
  startTestCompanion,
  type TestCompanion,
  temporaryFolder,
} from '../serve/companion.testkit.ts';
import { TLS_FILES } from '../tls.testkit.ts';
import { PlatformFile } from './platformFile.ts';

type Known = Pick<DeviceIdentity, 'productKey' | 'deviceName'> & { readonly deviceSecret: string };

async function withDevices(devices: readonly Known[]): Promise<TestCompanion> {
  const path = join(temporaryFolder(), 'devices.json');
  const list = devices.map(({ productKey, deviceName, deviceSecret }) => ({
    productKey,
    deviceName,
    deviceSecret,
  }));
  writeFileSync(path, JSON.stringify(list));
  return startTestCompanion({
    platform: { file: await PlatformFile.read(path, {}), settings: {} },
  });
}

/** Return code of CONNACK. */
async function answerTo(
  url: string,
  { clientId, username, password }: Record<'clientId' | 'username' | 'password', string>,
): Promise<number> {
  const connect = { clientId, username, password, clean: false, protocolVersion: 4 } as const;
  try {
    const { connack, client } = await connectClient(url, connect);
    client.end(true);
    return connack.returnCode ?? -1;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return Number(error.code);
    throw error;
  }
}

describe('a CONNECT over TCP and WebSocket', () => {
  it('of each vector gets the platform’s response', async () => {
    // The same device appears with two secrets.
    const secrets = new Set([...SIGN_INS, ...VARIANTS].map(({ request }) => request.deviceSecret));
    for (const secret of secrets) {
      const ofSecret = <V extends { readonly request: Known }>(
        vectors: readonly V[],
      ): readonly V[] => vectors.filter(({ request }) => request.deviceSecret === secret);
      const known = [...ofSecret(SIGN_INS), ...ofSecret(VARIANTS)].map(({ request }) => request);
      const unique = new Map(known.map((one) => [`${one.deviceName}&${one.productKey}`, one]));
      const { mqtt, ws } = await withDevices([...unique.values()]);
      for (const { name, expected } of ofSecret(SIGN_INS)) {
        expect([name, await answerTo(mqtt, expected)]).toEqual([name, 0]);
      }
      for (const { name, sent, returnCode } of ofSecret(VARIANTS)) {
        expect([name, await answerTo(ws, sent)]).toEqual([name, returnCode]);
      }
    }
  });

  it('of a browser may use any path', async () => {
    const companion = await startTestCompanion({ platform: { file: undefined, settings: {} } });
    const anywhere = companion.ws.replace(/mqtt$/, '');
    expect((await connectClient(anywhere)).client.connected).toBe(true);
    const without = await startTestCompanion();
    await refusalOf(without.ws.replace(/mqtt$/, ''), {});
  });
});

describe('pre-authentication', () => {
  it('of the vectors’ forms returns a token that signs in', async () => {
    const signed = OTHER_SIGNS.filter(({ name }) => name.startsWith('https-auth'));
    expect(signed.length).toBeGreaterThan(0);
    for (const { fields, sign, secret, method } of signed) {
      const of = (wanted: string): string => fields.find(([name]) => name === wanted)?.[1] ?? '';
      const device = {
        productKey: of('productKey'),
        deviceName: of('deviceName'),
        deviceSecret: secret,
      };
      const { app, mqtt } = await withDevices([device]);
      const form = { ...Object.fromEntries(fields), sign, signmethod: method, resources: 'mqtt' };
      const body = new URLSearchParams(form).toString();
      const type = { 'content-type': 'application/x-www-form-urlencoded' };
      const answer = await ask(app, '/auth/devicename', type, 'POST', body);
      const parsed: unknown = JSON.parse(answer.body);
      expect(parsed).toMatchObject({
        code: 200,
        data: { resources: { mqtt: { host: '127.0.0.1', port: Number(new URL(mqtt).port) } } },
      });
      const [, username = '', password = ''] =
        /"iotId":"(\w+)","iotToken":"(\w+)"/.exec(answer.body) ?? [];
      expect(await answerTo(mqtt, { clientId: 'mac', username, password })).toBe(0);
      expect(await answerTo(mqtt, { clientId: 'mac', username, password: 'x' })).toBe(3);
    }
  });
});

describe('the relay of pre-authentication', () => {
  it('reaches a companion with a self-signed certificate', async () => {
    const tls = await readTlsIdentity({ cert: TLS_FILES.cert, key: TLS_FILES.key });
    const secure = await startTestCompanion({ tls, platform: { file: undefined, settings: {} } });
    const page = await startTestCompanion();
    const url = new URL('auth/devicename', secure.app).href;
    const answer = await ask(
      page.app,
      '/alibaba/preauth',
      { authorization: `Bearer ${page.madeToken ?? ''}`, origin: new URL(page.app).origin },
      'POST',
      JSON.stringify({ url, form: { productKey: 'a1' } }),
    );
    expect(JSON.parse(answer.body)).toEqual({
      status: 200,
      body: '{"code":460,"message":"request parameter error"}',
    });
  });
});

describe('the control interface', () => {
  it('reports a timeout for each of many calls', async () => {
    const companion = await startTestCompanion({
      platform: { file: undefined, settings: { callTimeout: 200 } },
    });
    const [device] = companion.madeDevices;
    if (device === undefined) throw new Error('no device was made');
    const signed = signIn({
      ...device,
      clientIdBase: 'b',
      signMethod: 'hmacsha1',
      secureMode: 3,
    });
    const { clientId, username, password } = signed;
    const { client } = await connectClient(companion.mqtt, { clientId, username, password });
    const { productKey, deviceName } = device;
    await client.subscribeAsync(`/sys/${productKey}/${deviceName}/thing/service/property/set`);
    const params = '{"powerSwitch":1}';
    const command = { kind: 'set-property', productKey, deviceName, params, wait: true } as const;
    const replies = await Promise.all(
      Array.from({ length: 50 }, () => controlCommand(companion, command)),
    );
    for (const reply of replies) expect(reply).toMatchObject({ call: { state: 'timed-out' } });
  });

  it('reads the devices file again, and disconnects a device that is no longer listed', async () => {
    const path = join(temporaryFolder(), 'devices.json');
    const device = { productKey: 'a1', deviceName: 'dev-0001', deviceSecret: 'KEEPME' };
    writeFileSync(path, JSON.stringify([device]));
    const companion = await startTestCompanion({
      platform: { file: await PlatformFile.read(path, {}), settings: {} },
    });
    const { clientId, username, password } = signIn({
      ...device,
      clientIdBase: 'b',
      signMethod: 'hmacsha1',
      secureMode: 3,
    });
    const { client } = await connectClient(companion.mqtt, { clientId, username, password });
    const gone = new Promise((resolve) => {
      client.once('close', () => resolve('gone'));
    });
    writeFileSync(path, '[{"productKey":"KEEPME"}]');
    const refused = await controlCommand(companion, { kind: 'reload-devices' });
    expect(refused).toMatchObject({ kind: 'refused', fact: { key: 'devices-file' } });
    expect(JSON.stringify(refused)).toContain('line 1, column 2: the device has no deviceName.');
    expect(JSON.stringify(refused)).not.toContain('KEEPME');
    expect(client.connected).toBe(true);
    writeFileSync(path, '[]');
    expect(await controlCommand(companion, { kind: 'reload-devices' })).toEqual({ kind: 'done' });
    expect(await gone).toBe('gone');
  });
});
