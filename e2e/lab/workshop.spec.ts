/** The packet workshop: deliberately wrong packets, and the broker's reaction compared with the standard. */
import type { Page } from '@playwright/test';
import type { App } from '../kit/page/app.ts';
import { findings } from '../kit/page/axe.ts';
import { showPanel } from '../kit/page/panels.ts';
import type { Companion } from '../kit/peers/companion.ts';
import type { Mosquitto } from '../kit/peers/mosquitto.ts';
import { expect, test } from '../kit/test.ts';

class Workshop {
  readonly page: Page;
  readonly list;
  readonly bench;
  readonly result;

  constructor(page: Page) {
    this.page = page;
    this.list = page.getByRole('listbox', { name: 'Packets to send' });
    this.bench = page.getByRole('region', { name: 'Packet', exact: true });
    this.result = page.getByRole('region', { name: 'Result' });
  }

  async open(): Promise<void> {
    await showPanel(this.page, 'Wrong packets');
  }

  /** Repeats if the list moved under the pointer, as it does while the panes beside it are loaded. */
  async choose(title: string): Promise<void> {
    const option = this.list.getByRole('option').filter({ hasText: title }).first();
    await expect(async () => {
      await option.click();
      await expect(option).toHaveAttribute('aria-selected', 'true', { timeout: 1000 });
    }).toPass();
  }

  /** Repeats if the response was late on a busy machine: an answer after 2 s is not judged. */
  async sendFor(...verdict: readonly string[]): Promise<void> {
    await expect(async () => {
      await this.bench.getByRole('button', { name: 'Send', exact: true }).click();
      for (const text of verdict) {
        await expect(this.result).toContainText(text, { timeout: 10_000 });
      }
    }).toPass();
  }
}

async function tellApart(app: App, companion: Companion, mosquitto: Mosquitto): Promise<void> {
  const { page } = app;
  const workshop = new Workshop(page);
  await app.connect(companion.app, { url: companion.ws, version: '5' });
  await workshop.open();
  await workshop.choose('Wrong flags in the fixed header');
  await expect(workshop.result).toContainText('DISCONNECT with 0x81 Malformed Packet');
  await workshop.sendFor('As required');
  expect(await findings(page)).toEqual([]);

  // Another connection was used: this one continues.
  await app.connected();
  await workshop.result
    .getByRole('button', { name: /^No\. / })
    .last()
    .click();
  await expect(app.packets).toBeVisible();
  await expect(app.fields).toContainText('Reason Code');

  await workshop.open();
  await workshop.choose('Your own bytes');
  await workshop.bench.getByRole('textbox', { name: 'Bytes (hexadecimal)' }).fill('c0 00');
  await workshop.bench.getByRole('radio', { name: 'This connection' }).check();
  await workshop.sendFor('PINGRESP', 'As required');
  await app.connected();

  await app.connect(companion.app, { url: mosquitto.ws, version: '5' });
  await workshop.open();
  await workshop.choose('Wrong flags in the fixed header');
  await workshop.sendFor('Not as required', 'PINGRESP');

  // At another broker, nothing is sent before the question is answered, and its default is to cancel.
  await page.getByRole('textbox', { name: 'Find a wrong packet' }).fill('QoS is 3');
  await app.button('Try all…').click();
  const question = page.getByRole('dialog', { name: /^Send \d+ wrong packets? to 127\.0\.0\.1:/ });
  await expect(question).toContainText('the topic mqttscope/workshop');
  await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused();
  expect(await findings(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await expect(question).toBeHidden();
  await expect(app.button('Try all…')).toBeEnabled();
  await expect(workshop.list).not.toContainText('running');
  await app.button('Try all…').click();
  await question.getByRole('button', { name: /^Send \d+ packets?$/ }).click();
  const tried = workshop.list.getByRole('option').filter({ hasText: /as required|Nothing seen/i });
  await expect(tried.first()).toBeVisible();
}

async function signInWithScram(app: App, companion: Companion, guarded: Companion): Promise<void> {
  const { page } = app;
  await app.open(companion.app, { url: guarded.ws, version: '5' });
  await app.unfold('MQTT 5');
  await page.getByRole('textbox', { name: 'User name', exact: true }).fill('ann');
  await page.getByLabel('Password', { exact: true }).fill('wrong');
  await page
    .getByRole('combobox', { name: 'How the password is used' })
    .selectOption('SCRAM-SHA-256');
  expect(await findings(page)).toEqual([]);
  await app.button('Connect').click();
  await expect(page.getByText('0x86').first()).toBeVisible();

  await page.getByLabel('Password', { exact: true }).fill('secret');
  await app.button('Connect').first().click();
  await app.connected();
  await expect(app.packet('out', 'AUTH')).toHaveCount(2);
  await expect(app.packet('in', 'CONNACK')).toHaveCount(2);
}

test('a user signs in with SCRAM; our broker and Mosquitto receive wrong packets, and differ in their reactions', async ({
  app,
  companion,
  startCompanion,
  startMosquitto,
}) => {
  await test.step('a user signs in with SCRAM, and a wrong password is rejected', async () => {
    const guarding = ['--user', 'ann:secret', '--allow-origin', new URL(companion.app).origin];
    await signInWithScram(app, companion, await startCompanion(['--no-demo', ...guarding]));
  });
  await test.step('our broker and Mosquitto differ in their reactions to wrong packets', async () =>
    tellApart(app, companion, await startMosquitto()));
});
