/** A new user types the address and a password of a real Mosquitto, and sees all messages. */
import { pbkdf2Sync, randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { showDesk } from '../kit/page/panels.ts';
import { connectOther } from '../kit/peers/client.ts';
import { expect, test } from '../kit/test.ts';

/** More than Mosquitto queues for a client (1,000) and has under way (20). */
const RETAINED = 4400;

/** A line of Mosquitto's password file. */
function passwordLine(user: string, password: string): string {
  const [salt, rounds] = [randomBytes(12), 101];
  const hash = pbkdf2Sync(password, salt, rounds, 64, 'sha512').toString('base64');
  return `${user}:$7$${rounds}$${salt.toString('base64')}$${hash}\n`;
}

test('a typed address with a password gets all 4,400 retained messages, then shows exchanges of QoS 2', async ({
  app,
  page,
  companion,
  startMosquitto,
}, testInfo) => {
  const file = testInfo.outputPath('passwords');
  writeFileSync(file, passwordLine('ann', 'secret'));
  const broker = await startMosquitto({
    settings: ['allow_anonymous false', `password_file ${file}`],
  });
  const other = await connectOther(broker.mqtt, '5', { username: 'ann', password: 'secret' });
  await Promise.all(
    Array.from({ length: RETAINED }, (_, n) =>
      other.client.publishAsync(`site/${n % 44}/${n}`, `${n}`, { qos: 1, retain: true }),
    ),
  );
  await page.goto(companion.printed);
  // Over TCP: for a WebSocket, this Mosquitto queues at most 1,000 messages of QoS 0, too.
  const { host } = new URL(broker.mqtt);
  await app.connection.getByRole('textbox', { name: 'URL', exact: true }).fill(host);
  await app.button('User, certificate, will…').click();
  await app.connection.getByRole('textbox', { name: 'User name' }).fill('ann');
  await app.connection.getByRole('textbox', { name: 'Password' }).fill('secret');
  await expect(app.button('Remove #')).toBeVisible();
  await app.button('Connect').click();
  await app.connected();
  await expect.poll(() => app.count('topics')).toBe(RETAINED);
  const filter = page.getByRole('textbox', { name: 'Display filter', exact: true });
  await filter.fill('type == subscribe or type == suback');
  await filter.press('Enter');
  await expect(app.packet('out', 'SUBSCRIBE')).toHaveCount(2);
  await expect(app.packet('in', 'SUBACK')).toHaveCount(2);
  await filter.fill('topic == "site/live" or type == pubrec or type == pubrel or type == pubcomp');
  await filter.press('Enter');
  await other.client.publishAsync('site/live', 'now', { qos: 2 });
  for (const type of ['PUBREC', 'PUBCOMP']) await expect(app.packet('out', type)).toHaveCount(1);
  await expect(app.packet('in', 'PUBREL')).toHaveCount(1);
  await expect.poll(() => app.count('messages')).toBe(RETAINED + 1);
  await expect.poll(() => app.count('topics')).toBe(RETAINED + 1);
  await showDesk(page, 'watch');
  await expect(page.getByTitle('#: Granted QoS 2')).toHaveCount(1);
  await other.client.endAsync();
});
