/** Handshakes interrupted by a lost connection. */
import { freePort } from '../../src/connection/ports.testkit.ts';
import type { App } from '../kit/page/app.ts';
import { connectOther } from '../kit/peers/client.ts';
import type { Companion } from '../kit/peers/companion.ts';
import type { Mosquitto } from '../kit/peers/mosquitto.ts';
import type { Proxy } from '../kit/peers/proxy.ts';
import { expect, test } from '../kit/test.ts';

const PUBACK = 4;
const withholdPubacks = (proxy: Proxy) => {
  proxy.withhold = (direction, packet) => direction === 'in' && (packet[0] ?? 0) >> 4 === PUBACK;
};

/** Persistent session: Clean Start off, and in MQTT 5 an expiry. */
async function connectPersistently(
  app: App,
  companion: string,
  url: string,
  version: '3.1.1' | '5',
) {
  await app.open(companion, { url, version });
  await app.unfold('Session and will');
  await app.connection.getByRole('switch', { name: /^Clean (start|session)$/i }).click();
  if (version === '5') {
    await app.connection.getByRole('textbox', { name: 'Session expiry' }).fill('300');
  }
  await app.button('Connect').click();
  await app.connected();
}

/** Mosquitto restarts, with a connection of each version whose PUBLISH was not acknowledged. */
async function resumeAtMosquitto(
  app: App,
  companion: Companion,
  mosquitto: Mosquitto,
  startProxy: (upstream: string) => Promise<Proxy>,
): Promise<void> {
  const { page } = app;
  const tabs = page.getByRole('tablist', { name: 'Connections' }).getByRole('tab');
  const proxies: Proxy[] = [];
  for (const version of ['3.1.1', '5'] as const) {
    const proxy = await startProxy(mosquitto.ws);
    proxies.push(proxy);
    await connectPersistently(app, companion.app, proxy.ws, version);
    withholdPubacks(proxy);
    await app.publish('resume/me', 'once more', { qos: '1' });
    await expect(app.packet('out', 'PUBLISH', 'resume/me')).toHaveCount(1);
  }

  await mosquitto.stop();
  for (const at of [0, 1]) {
    await tabs.nth(at).click();
    await expect(app.button('Retry now')).toBeVisible();
  }
  for (const proxy of proxies) proxy.withhold = () => false;
  await mosquitto.startAgain();

  for (const [at, version] of ['3.1.1', '5'].entries()) {
    await test.step(`MQTT ${version}`, async () => {
      await tabs.nth(at).click();
      await app.connectedAgain();
      await expect(app.packet('out', 'PUBLISH', 'resume/me', 'DUP')).toHaveCount(1);
      await expect(app.packet('in', 'PUBACK')).toHaveCount(1);
      const ids = await app
        .packet('out', 'PUBLISH', 'resume/me')
        .getByRole('gridcell')
        .nth(5)
        .allInnerTexts();
      expect(new Set(ids).size).toBe(1);
      await expect(app.publishing.getByText(/acknowledged after \d+/)).toHaveCount(1);
    });
  }
}

test('a broker stops, is cut off or killed, and returns: the session resumes, or the loss is reported', async ({
  app,
  page,
  companion,
  complaints,
  startMosquitto,
  startProxy,
  startCompanion,
}) => {
  await test.step('Mosquitto restarts: sessions resume, and each PUBLISH is retransmitted with DUP', async () => {
    const mosquitto = await startMosquitto({ persistence: true });
    await resumeAtMosquitto(app, companion, mosquitto, startProxy);
    complaints.length = 0; // the browser reports each WebSocket that fails to open
  });

  await test.step('the companion after a cut connection: the session resumes, and the PUBLISH is retransmitted with DUP', async () => {
    const proxy = await startProxy(companion.ws);
    await connectPersistently(app, companion.app, proxy.ws, '5');
    await app.subscribe('resume/#', '1');
    await expect(app.packet('SUBACK')).toHaveCount(1);
    withholdPubacks(proxy);
    await app.publish('resume/me', 'once more', { qos: '1' });
    await expect(app.packet('out', 'PUBLISH', 'resume/me')).toHaveCount(1);

    proxy.withhold = () => false;
    proxy.cut();
    await expect(app.packet('out', 'PUBLISH', 'resume/me', 'DUP')).toHaveCount(1);
    await expect(app.packet('in', 'PUBACK')).toHaveCount(1);
    await expect(app.packet('out', 'SUBSCRIBE')).toHaveCount(1);
    const between = app.packets.getByRole('rowheader');
    await expect(between.first()).toContainText(/closed 1006 after .+ no DISCONNECT seen/);
    await expect(between.last()).toContainText(/reconnected · session present 1.* away/);
  });

  await test.step('a killed companion returns without the session, and the app reports the loss', async () => {
    const ports = ['--http', `${await freePort()}`, '--mqtt', `${await freePort()}`];
    const options = ['--no-demo', '--allow-origin', new URL(companion.app).origin, ...ports];
    const victim = await startCompanion(options);
    await connectPersistently(app, companion.app, victim.ws, '5');
    await app.subscribe('lost/#', '1');
    await expect(app.packet('SUBACK')).toHaveCount(1);

    await victim.stop('SIGKILL');
    await expect(app.button('Retry now')).toBeVisible();
    const back = await startCompanion(options);
    await app.connectedAgain();
    await expect(
      page.getByText(/session (was|is) lost|without the session|no session/i).first(),
    ).toBeVisible();

    await expect(app.packet('SUBACK')).toHaveCount(2);
    const other = await connectOther(back.mqtt, '5');
    await other.client.publishAsync('lost/and found', 'x', { qos: 1 });
    await expect(app.packet('in', 'PUBLISH', 'lost/and found')).toHaveCount(1);
    await other.client.endAsync();
    complaints.length = 0; // the browser reports each WebSocket that fails to open
  });
});
