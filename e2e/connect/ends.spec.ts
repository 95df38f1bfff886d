/** Connections of the app over the bridge: the cause of their end, in one sentence. */
import { createServer, type Socket } from 'node:net';
import { freePort } from '../../src/connection/ports.testkit.ts';
import { showPanel } from '../kit/page/panels.ts';
import { expect, forgiveLostServer, test } from '../kit/test.ts';

/** A broker that accepts every client and closes at the first PUBLISH. */
async function closingBroker(): Promise<{ readonly port: number; readonly close: () => void }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('data', (bytes: Buffer) => {
      const type = (bytes[0] ?? 0) >> 4;
      if (type === 1) socket.write(Buffer.of(0x20, 3, 0, 0, 0));
      else if (type === 3) socket.end();
      // On a slow machine it stays connected longer than the keep alive.
      else if (type === 12) socket.write(Buffer.of(0xd0, 0));
    });
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    port,
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

/** Texts of elements that show only a part of them. */
const cutTexts = (elements: readonly Element[]): (string | null)[] =>
  elements
    .filter((one) => one.scrollWidth > one.clientWidth || one.scrollHeight > one.clientHeight + 1)
    .filter((one) => getComputedStyle(one).display !== 'inline')
    .map(({ textContent }) => textContent);

test('names the whole cause when a broker closes over the bridge, and when the companion is killed', async ({
  app,
  complaints,
  startCompanion,
}) => {
  const companion = await startCompanion(['--no-demo']);
  const broker = await closingBroker();
  await app.open(companion.app, { url: `mqtt://127.0.0.1:${broker.port}`, version: '5' });
  await app.button('Connect').click();
  await app.connected();
  await expect(app.packet('in', 'CONNACK')).toHaveCount(1);
  await app.publish('secret/door', 'open', { qos: '0' });
  await showPanel(app.page, 'Packets');
  const band = app.packets.getByRole('rowheader').first();
  await expect(band).toContainText('closed by the broker right after PUBLISH to secret/door');
  await expect.poll(() => band.locator('span').evaluateAll(cutTexts)).toEqual([]);
  // Reconnected automatically.
  await expect(app.packet('in', 'CONNACK')).toHaveCount(2);
  companion.child.kill('SIGKILL');
  await expect(
    app.packets.getByText(/lost with the companion, which held the connection to the broker/),
  ).toHaveCount(1);
  broker.close();
  forgiveLostServer(complaints);
});
