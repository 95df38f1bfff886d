/** Drives the app with a device of Alibaba's platform, in each language. */
import { expect, type Locator, type Page } from '@playwright/test';
import type { Texts } from '../../../src/i18n/en/texts.ts';
import type { DeviceSecrets } from '../peers/platform.ts';
import { showPanel } from './panels.ts';

const CONNECTED = {
  kind: 'connected',
  sessionPresent: false,
  sessionLost: false,
  keepAlive: 60,
  clientId: '',
  maximumQoS: 2,
  retainAvailable: true,
} as const;

/** Drives the app in one of its languages. */
export class DeviceApp {
  readonly page: Page;
  readonly t: Texts;

  constructor(page: Page, t: Texts) {
    this.page = page;
    this.t = t;
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  box(name: string, within: Locator | Page = this.page): Locator {
    return within.getByRole('textbox', { name, exact: true });
  }

  tab(name: string): Locator {
    return this.page.getByRole('tab', { name, exact: true });
  }

  get editor(): Locator {
    return this.page.getByRole('group', { name: this.t.editor.connection, exact: true });
  }

  get debugger(): Locator {
    return this.page.getByRole('complementary', { name: this.t.signIn.title });
  }

  async fillDevice(device: DeviceSecrets, url: string): Promise<void> {
    const t = this.t.editor;
    const opener = this.button(this.t.shell.connection);
    if ((await opener.getAttribute('aria-expanded')) !== 'true') await opener.click();
    await this.editor.getByRole('radio', { name: t.alibaba }).click();
    await this.box(t.productKey, this.editor).fill(device.productKey);
    await this.box(t.deviceName, this.editor).fill(device.deviceName);
    await this.box(t.deviceSecret, this.editor).fill(device.deviceSecret);
    await this.box(t.url, this.editor).fill(url);
    await this.editor.getByRole('radio', { name: 'hmacsha256' }).click();
    await this.editor.getByRole('radio', { name: t.secureModes.three }).click();
  }

  async connect(): Promise<void> {
    await this.button(this.t.editor.connect).first().click();
    const connections = this.page.getByRole('tablist', { name: this.t.shell.connections });
    await expect(connections.getByRole('tab', { selected: true })).toContainText(
      this.t.shell.state(CONNECTED),
    );
  }

  async show(view: 'alink' | 'platform'): Promise<void> {
    await showPanel(this.page, this.t.shell[view], { t: this.t.shell });
    const name = this.t.shell[view];
    if (view === 'platform') await expect(this.tab(name)).toHaveAttribute('aria-selected', 'true');
    else await expect(this.page.getByRole('tabpanel', { name, exact: true })).toBeVisible();
  }

  async chooseDevice(device: DeviceSecrets): Promise<Locator> {
    const t = this.t.platform;
    const grid = this.page.getByRole('grid', { name: t.devices.grid, exact: true });
    await grid.getByRole('row').filter({ hasText: device.deviceName }).click();
    const detail = this.page.getByRole('region', { name: t.detail.name, exact: true });
    await expect(detail).toContainText(device.productKey);
    return detail;
  }

  /**
   * Subscribes to replies, loads the platform's thing model, answers property sets, and posts periodically.
   */
  async postEvery(seconds: string): Promise<void> {
    const t = this.t.alink;
    await this.show('alink');
    await this.button(t.replies.subscribe).click();
    await expect(this.page.getByText(t.replies.subscribed)).toBeVisible();
    await this.tab(t.part.model).click();
    await this.button(t.model.fromPlatform).click();
    await expect(this.page.getByText(t.model.kept)).toBeVisible();
    await this.tab(t.part.calls).click();
    await this.page.getByRole('switch', { name: t.answerSets }).click();
    await this.tab(t.part.properties).click();
    await this.box(t.interval).fill(seconds);
    await this.button(t.postEvery).click();
  }

  /** Sets a property with listed values from the platform's view of a device. */
  async setFromPlatform(identifier: string, value: string): Promise<Locator> {
    const t = this.t.platform;
    await this.tab(t.detail.section.properties).click();
    await this.button(t.properties.setOne(identifier)).click();
    const form = this.page.getByRole('form');
    await form.getByRole('combobox', { name: new RegExp(`^${identifier}`) }).selectOption(value);
    await form.getByRole('button', { name: t.properties.apply, exact: true }).click();
    return this.page.getByRole('region', { name: t.calls.name, exact: true });
  }
}
