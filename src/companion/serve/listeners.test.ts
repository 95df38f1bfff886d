import { describe, expect, it } from 'vitest';
import { ask } from '../http/http.testkit.ts';
import { connectClient, refusalOf } from '../mqtt/client.testkit.ts';
import { readTlsIdentity } from '../net/tlsIdentity.ts';
import { TLS_FILES } from '../tls.testkit.ts';
import { startTestCompanion } from './companion.testkit.ts';

const at = (isTls: boolean, isWeb: boolean, host = '127.0.0.1') => ({
  isTls,
  isWeb,
  host,
  port: 0,
});

describe('listeners', () => {
  it('with and without TLS share one broker', async () => {
    const tls = await readTlsIdentity(TLS_FILES);
    const { addresses, app } = await startTestCompanion({
      tls,
      http: undefined,
      mqtt: undefined,
      listen: [
        at(false, true),
        at(false, false),
        at(true, false),
        at(true, true),
        at(false, false, '::1'),
      ],
    });
    const { apps, mqtt, ws } = addresses;
    expect(apps.map((one) => one.split(':')[0])).toEqual(['http', 'https']);
    expect(mqtt.map((one) => one.replace(/\d+$/, ''))).toEqual([
      'mqtt://127.0.0.1:',
      'mqtts://127.0.0.1:',
      'mqtt://[::1]:',
    ]);
    expect(ws.map((one) => one.split(':')[0])).toEqual(['ws', 'wss']);
    const clients = await Promise.all(
      [...mqtt, ...ws].map((url) =>
        connectClient(url, { ca: tls.cert, wsOptions: { ca: tls.cert } }),
      ),
    );
    const [first] = clients;
    await Promise.all(clients.map(({ client }) => client.subscribeAsync('t', { qos: 1 })));
    await first?.client.publishAsync('t', 'x', { qos: 1 });
    for (const { next } of clients) expect((await next()).payload).toBe('x');
    expect(app).toBe(apps[0]);
    expect((await ask(app, '/healthz')).status).toBe(200);
  });

  it('judge Host and Origin by their own scheme and host', async () => {
    const tls = await readTlsIdentity(TLS_FILES);
    const users = new Map([['ann', 'x']]);
    const { addresses } = await startTestCompanion({
      tls,
      users,
      listen: [at(false, true, '0.0.0.0')],
    });
    const [, everywhere = ''] = addresses.apps;
    const { port } = new URL(everywhere);
    const status = async (host: string, origin: string): Promise<number> =>
      (await ask(everywhere, '/companion.json', { host, origin })).status;
    expect(await status(`192.0.2.1:${port}`, `http://192.0.2.1:${port}`)).toBe(200);
    expect(await status(`evil.example:${port}`, `http://evil.example:${port}`)).toBe(403);
    expect(await status(`127.0.0.1:${port}`, 'http://evil.example')).toBe(403);
  });

  it('without TLS require a password if certificates replace it elsewhere', async () => {
    const tls = await readTlsIdentity({
      ...TLS_FILES,
      clientCa: TLS_FILES.cert,
      userNameFrom: 'cn',
    });
    const { mqtt } = await startTestCompanion({ tls, mqtt: undefined, listen: [at(false, false)] });
    expect(await refusalOf(mqtt, { username: 'ann', password: 'x' })).toMatchObject({ code: 4 });
    expect(await refusalOf(mqtt, {})).toMatchObject({ code: 5 });
  });

  it('that cannot all be opened close the others', async () => {
    const first = await startTestCompanion();
    const port = Number(new URL(first.mqtt).port);
    const listen = [{ ...at(false, false), port }];
    await expect(startTestCompanion({ listen })).rejects.toThrow(`127.0.0.1:${port}: it is in use`);
  });
});
