/** Connections over the companion to servers that a browser cannot reach. */
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { freePort } from '../../src/connection/ports.testkit.ts';
import type { App } from '../kit/page/app.ts';
import { showPanel } from '../kit/page/panels.ts';
import type { Mosquitto, MosquittoOptions } from '../kit/peers/mosquitto.ts';
import { startHttpsProxy, startSocks } from '../kit/peers/proxies.ts';
import { expect, test } from '../kit/test.ts';
import { ROOT } from '../run/step.ts';

const pem = (name: string): string => path.join(ROOT, `src/companion/testdata/tls/${name}.pem`);
const [CERTIFICATE, KEY, CLIENT_CA] = [pem('cert'), pem('key'), pem('client-ca')];
const PSK = 'c0ffee00c0ffee00c0ffee00c0ffee00';

const listener = (port: number, ...settings: readonly string[]): readonly string[] => [
  `listener ${port} 127.0.0.1`,
  ...settings,
];

const field = (app: App, name: string) =>
  app.connection.getByRole('textbox', { name, exact: true });

/** Fills the form, starting with the address, and connects. */
async function connectTo(app: App, url: string, fields: Readonly<Record<string, string>>) {
  await app.openForm('Companion');
  await field(app, 'URL').fill(url);
  for (const [name, value] of Object.entries(fields)) await field(app, name).fill(value);
  await app.button('Connect').click();
}

/** Faults of the companion on its bridge, set in the connection's own tab and marked there. */
async function expectFaultsOnTheWay(app: App): Promise<void> {
  const { page } = app;
  await showPanel(page, 'Breakpoints');
  const filter = page.getByRole('textbox', { name: 'Stop packets that match', exact: true });
  await filter.fill('type == publish and dir == out');
  await filter.press('Enter');
  await expect(page.getByText('0 packets stopped')).toBeVisible();
  await app.publish('bridge/held', 'held', { qos: '0' });
  await page.keyboard.press('Alt+4');
  const stopped = page.getByRole('region', { name: 'Stopped packet', exact: true });
  await expect(stopped).toBeVisible();
  await app.button('Drop').click();
  await app.button('Remove breakpoint-1').click();
  await expect(page.getByText('Add a breakpoint first.')).toBeVisible();
  await showPanel(page, 'Packets');
  await expect(app.packet('out', 'PUBLISH').filter({ hasText: 'dropped' })).toHaveCount(1);
}

/** Certificates and keys in the form are not in any stored data of the page. */
async function expectNoTrace(page: Page, secrets: readonly string[]): Promise<void> {
  const kept = await page.evaluate(async () => {
    const all: unknown[] = [JSON.stringify(localStorage), JSON.stringify(sessionStorage)];
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(name);
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      for (const store of database.objectStoreNames) {
        all.push(
          await new Promise((resolve, reject) => {
            const request = database.transaction(store).objectStore(store).getAll();
            request.onsuccess = () => resolve(request.result);
            request.onerror = () => reject(request.error);
          }),
        );
      }
      database.close();
    }
    return JSON.stringify(all) + document.documentElement.outerHTML + location.href;
  });
  for (const secret of secrets) expect(kept).not.toContain(secret);
}

/** Tries one after the other in a separate connection tab. */
async function expectMistakesNamed(
  app: App,
  companionApp: string,
  folder: string,
  startMosquitto: (options: MosquittoOptions) => Promise<Mosquitto>,
): Promise<void> {
  const pskFile = path.join(folder, 'psk');
  writeFileSync(pskFile, `pump-7:${PSK}\n`);
  const ports = await Promise.all(Array.from({ length: 5 }, freePort));
  const [guarded = 0, late = 0, nameless = 0, shared = 0, closed = 0] = ports;
  const served = (name: string) => [`certfile ${pem(name)}`, `keyfile ${pem(`${name}-key`)}`];
  const mosquitto = await startMosquitto({
    settings: [
      ...listener(guarded, `certfile ${CERTIFICATE}`, `keyfile ${KEY}`, `cafile ${CLIENT_CA}`),
      'require_certificate true',
      ...listener(late, ...served('late')),
      ...listener(nameless, ...served('nameless')),
      ...listener(shared, 'psk_hint plant', `psk_file ${pskFile}`),
    ],
  });
  const plain = new URL(mosquitto.mqtt).port;
  const proxy = await startSocks(['ann', 'right']);
  await app.open(companionApp, { url: `mqtts://localhost:${late}`, version: '5' });
  const ca = { 'CA certificate': CLIENT_CA };
  const ways: readonly (readonly [string, Readonly<Record<string, string>>, string | RegExp])[] = [
    ['mqtts://no-such-broker.invalid', {}, /The name no-such-broker\.invalid/],
    [`mqtts://localhost:${closed}`, {}, /Nothing listens at (?:127\.0\.0\.1|localhost)/],
    ['mqtts://169.254.169.254', {}, 'a link-local or metadata address'],
    [`mqtts://localhost:${plain}`, {}, 'It may not use TLS at this port'],
    [`mqtts://localhost:${nameless}`, {}, 'an unknown authority'],
    [`mqtts://localhost:${nameless}`, ca, 'is not valid for localhost'],
    [`mqtts://localhost:${late}`, ca, 'certificate has expired'],
    [
      `mqtts://localhost:${guarded}`,
      { 'CA certificate': CERTIFICATE },
      'The server requires a client certificate',
    ],
    [
      `mqtts://localhost:${guarded}`,
      { 'Client certificate': pem('client'), 'Private key': pem('stranger-key') },
      'The private key cannot be used',
    ],
    [
      `mqtts://localhost:${guarded}`,
      { 'Client certificate': '', 'Private key': '/none.pem' },
      'The companion cannot read /none.pem',
    ],
    [
      `mqtts://localhost:${shared}`,
      { 'Private key': '', 'PSK identity': 'pump-7', 'PSK, hexadecimal': 'c0ffee' },
      'the keys are different',
    ],
    [
      mosquitto.mqtt,
      { Proxy: `socks5://ann:PLANTED@127.0.0.1:${proxy.port}` },
      'The proxy requires other credentials',
    ],
  ];
  for (const [url, fields, said] of ways) {
    await connectTo(app, url, fields);
    await expect(app.page.getByText(said).first()).toBeVisible();
    if (said === 'The server requires a client certificate') {
      const facts = app.page.getByRole('table', { name: 'Last handshake', exact: true });
      await expect(facts.getByRole('row', { name: 'Client certificate requested' })).toBeVisible();
    }
    // Without automatic retries there is nothing to stop.
    const stop = app.button('Stop');
    await expect(stop.or(app.button('Try again')).first()).toBeVisible();
    if (await stop.isVisible()) await stop.click();
  }
  await expect(field(app, 'Proxy')).toHaveValue(`socks5://127.0.0.1:${proxy.port}`);
  await connectTo(app, `mqtt://localhost:${late}`, { Proxy: '' });
  await expect(app.page.getByText('Most often the port expects TLS').first()).toBeVisible();
  if (await app.button('Stop').isVisible()) await app.button('Stop').click();
  const web = createServer().listen(0, '127.0.0.1');
  await once(web, 'listening');
  const address = web.address();
  const webPort = typeof address === 'object' ? address?.port : undefined;
  await connectTo(app, `mqtt://127.0.0.1:${webPort}`, {});
  await expect(app.page.getByText('uses HTTP (“HTTP/1.1 400 Bad Request”)')).toBeVisible();
  web.close();
  proxy.close();
  await expectNoTrace(app.page, ['PLANTED']);
}

test('TLS with a private authority is rejected by name, trusted by file and accepted by fingerprint; plain TCP connects', async ({
  app,
  page,
  companion,
  startMosquitto,
}) => {
  await test.step('TLS with a private authority', async () => {
    const port = await freePort();
    await startMosquitto({
      settings: listener(port, `certfile ${CERTIFICATE}`, `keyfile ${KEY}`),
    });
    await app.open(companion.app, { url: `mqtts://localhost:${port}`, version: '3.1.1' });
    await app.button('Connect').click();
    await expect(page.getByText('certificate is self-signed')).toBeVisible();
    await app.unfold('Companion');
    await field(app, 'CA certificate').fill(CERTIFICATE);
    await app.button('Connect').click();
    await app.connected();
    await app.open(companion.app, { url: `mqtts://localhost:${port}`, version: '5' });
    await app.button('Connect').click();
    await expect(page.getByText('certificate is self-signed')).toBeVisible();
    await app.button('Accept this certificate').click();
    await app.button('Connect').click();
    await app.connected();
  });

  await test.step('a Mosquitto with only TCP: subscribing, publishing, and the cause of its end', async () => {
    const mosquitto = await startMosquitto();
    await app.connect(companion.app, { url: mosquitto.mqtt, version: '5' });
    await app.subscribe('bridge/#', '2');
    await app.publish('bridge/a', 'over TCP', { qos: '2' });
    await expect(app.packet('in', 'PUBCOMP')).toHaveCount(1);
    await expect(app.packet('in', 'PUBLISH')).toHaveCount(1);
    await expectFaultsOnTheWay(app);
    await mosquitto.stop();
    await expect(
      page.getByText('Connection lost').or(page.getByText('Nothing listens at')).first(),
    ).toBeVisible();
  });
});

test('a client certificate, a pre-shared key, a SOCKS proxy and a TLS proxy with its own authority each reach a Mosquitto, and leave no trace', async ({
  app,
  page,
  companion,
  startMosquitto,
  folder,
}) => {
  const pskFile = path.join(folder, 'psk');
  writeFileSync(pskFile, `pump-7:${PSK}\n`);
  const [own, shared] = [await freePort(), await freePort()];
  const mosquitto = await startMosquitto({
    settings: [
      ...listener(own, `certfile ${CERTIFICATE}`, `keyfile ${KEY}`, `cafile ${CLIENT_CA}`),
      'require_certificate true',
      ...listener(shared, 'psk_hint plant', `psk_file ${pskFile}`),
    ],
  });
  const socks = await startSocks(['ann', 'SOCKS-PLANTED']);
  const secure = await startHttpsProxy('ann:HTTPS-PLANTED', {
    cert: readFileSync(CERTIFICATE),
    key: readFileSync(KEY),
  });
  const ways = [
    [
      `mqtts://localhost:${own}`,
      {
        'CA certificate': CERTIFICATE,
        'Client certificate': pem('client'),
        'Private key': pem('client-key'),
      },
    ],
    [`mqtts://localhost:${shared}`, { 'PSK identity': 'pump-7', 'PSK, hexadecimal': PSK }],
    [
      mosquitto.mqtt.replace('127.0.0.1', 'localhost'),
      { Proxy: `socks5://ann:SOCKS-PLANTED@127.0.0.1:${socks.port}` },
    ],
    [
      mosquitto.mqtt,
      {
        Proxy: `https://ann:HTTPS-PLANTED@localhost:${secure.port}`,
        'CA certificate of the proxy': CERTIFICATE,
      },
    ],
  ] as const;
  for (const [url, fields] of ways) {
    await app.open(companion.app, { url, version: '5' });
    const section = app.connection.getByRole('button', { name: /^Companion/ });
    if ((await section.getAttribute('aria-expanded')) !== 'true') await section.click();
    await connectTo(app, url, fields);
    await app.connected();
    await app.publish('bridge/way', 'through', { qos: '1' });
    await expect(app.packet('in', 'PUBACK')).toHaveCount(1);
  }
  expect(socks.names).toEqual(['localhost']);
  expect(secure.names).toEqual([new URL(mosquitto.mqtt).host]);
  for (const proxy of [socks, secure]) proxy.close();
  await expectNoTrace(page, [PSK, 'SOCKS-PLANTED', 'HTTPS-PLANTED']);
});

test('each mistake in the connection form is named', async ({
  app,
  companion,
  folder,
  startMosquitto,
}) => expectMistakesNamed(app, companion.app, folder, startMosquitto));

test('accepts an address that only the companion can open while it is typed and after a reload, however late the companion responds', async ({
  app,
  page,
  companion,
  startMosquitto,
}) => {
  const mosquitto = await startMosquitto();
  let answer = (): void => undefined;
  const late = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route('**/companion.json', async (route) => {
    await late;
    await route.continue();
  });
  await page.goto(companion.app);
  await app.openForm();
  await field(app, 'URL').fill(mosquitto.mqtt);
  await app.button('Connect').click();
  answer();
  await app.connected();
  await app.kept(mosquitto.mqtt);
  await page.reload();
  await expect(page.getByText('Restored after a reload')).toBeVisible();
  await app.button('Connect').first().click();
  await app.connected();
});
