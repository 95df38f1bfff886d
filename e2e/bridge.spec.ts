/** What a browser cannot reach by itself, over the companion. */
import { createServer } from 'node:net';
import path from 'node:path';
import { freePort } from '../src/connection/ports.testkit.ts';
import { App } from './kit/app.ts';
import { expect, test } from './kit/test.ts';
import { ROOT } from './run/step.ts';

const CERTIFICATE = path.join(ROOT, 'src/companion/testdata/tls/cert.pem');
const KEY = path.join(ROOT, 'src/companion/testdata/tls/key.pem');

test('a Mosquitto with TCP alone: subscribed to, published to, and its end told', async ({
  page,
  companion,
  startMosquitto,
}) => {
  const mosquitto = await startMosquitto();
  const app = new App(page);
  await app.connect(companion.app, { url: mosquitto.mqtt, version: '5' });
  await app.subscribe('bridge/#', '2');
  await app.publish('bridge/a', 'over TCP', { qos: '2' });
  await expect(app.packet('in', 'PUBCOMP')).toHaveCount(1);
  await expect(app.packet('in', 'PUBLISH')).toHaveCount(1);
  await mosquitto.stop();
  await expect(
    page.getByText('Connection lost').or(page.getByText('Nothing listens at')).first(),
  ).toBeVisible();
});

test('TLS with a private authority: refused by its name, trusted by its file, accepted by its fingerprint', async ({
  page,
  companion,
  startMosquitto,
}) => {
  const port = await freePort();
  await startMosquitto({
    settings: [`listener ${port} 127.0.0.1`, `certfile ${CERTIFICATE}`, `keyfile ${KEY}`],
  });
  const app = new App(page);
  await app.open(companion.app, { url: `mqtts://localhost:${port}`, version: '3.1.1' });
  await app.button('Connect').click();
  await expect(page.getByText('signed by itself')).toBeVisible();
  await app.connection.getByRole('textbox', { name: 'CA certificate' }).fill(CERTIFICATE);
  await app.button('Connect').click();
  await app.connected();
  await app.button('Disconnect').click();
});

test('failures have names, and what was given is kept out of storage', async ({
  page,
  companion,
}) => {
  const app = new App(page);
  const server = createServer((socket) => socket.end('SSH-2.0-x\r\n')).listen(0, '127.0.0.1');
  await app.open(companion.app, { url: `mqtt://127.0.0.1:${await freePort()}`, version: '5' });
  await app.button('Connect').click();
  await expect(page.getByText('Nothing listens at 127.0.0.1')).toBeVisible();
  server.close();
});
