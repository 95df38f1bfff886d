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

  async show(view: 'platform'): Promise<void> {
    const name = this.t.shell[view];
    await showPanel(this.page, name, { t: this.t.shell });
    await expect(this.tab(name)).toHaveAttribute('aria-selected', 'true');
  }

  async chooseDevice(device: DeviceSecrets): Promise<Locator> {
    const t = this.t.platform;
    const grid = this.page.getByRole('grid', { name: t.devices.grid, exact: true });
    await grid.getByRole('row').filter({ hasText: device.deviceName }).click();
    const detail = this.page.getByRole('region', { name: t.detail.name, exact: true });
    await expect(detail).toContainText(device.productKey);
    return detail;
  }

  /** The publish form, opened if it is not. */
  async publishing(): Promise<Locator> {
    const name = this.t.shell.publish;
    const form = this.page.getByRole('region', { name, exact: true });
    if (!(await form.isVisible())) await this.button(name).first().click();
    await form.waitFor();
    return form;
  }

  /** Subscribes to all replies and calls in one SUBSCRIBE. */
  async subscribeToReplies(): Promise<void> {
    const { alink, shell } = this.t;
    const chip = this.button(alink.allReplies);
    if (!(await chip.isVisible())) await showPanel(this.page, shell.topics, { t: shell });
    await chip.click();
    await expect(chip).toHaveCount(0);
  }

  /** Takes the thing model of the local platform, in the publish form. */
  async loadModel(): Promise<void> {
    const { alink, kit } = this.t;
    const form = await this.publishing();
    await form.getByRole('button', { name: alink.model.action, exact: true }).click();
    const dialog = this.page.getByRole('dialog');
    await dialog.getByRole('button', { name: alink.model.fromPlatform, exact: true }).click();
    await expect(dialog.getByText(alink.model.kept)).toBeVisible();
    await dialog.getByRole('button', { name: kit.close, exact: true }).click();
  }

  /** Writes a message of the device by *Fill*, which is offered for an empty payload. @param topic one of its own */
  async fill(topic: RegExp, message: string): Promise<Locator> {
    const { alink, publish } = this.t;
    const form = await this.publishing();
    await form.getByRole('combobox', { name: publish.topic, exact: true }).fill('');
    await this.box(publish.payload, form).fill('');
    const own = form.getByRole('list', { name: alink.ownTopics, exact: true });
    await own.getByRole('button', { name: topic }).click();
    await form.getByRole('button', { name: alink.fill(message), exact: true }).click();
    return form;
  }

  /** Answers all calls by the rules that the form offers. */
  async answerCalls(): Promise<void> {
    const { publish, answers } = this.t;
    const form = await this.publishing();
    await form.getByRole('button', { name: publish.answer(0), exact: true }).click();
    await form.getByRole('button', { name: answers.ofCalls.add, exact: true }).click();
  }

  /** Subscribes to replies, answers calls, and posts properties of the thing model again and again. */
  async postEvery(ms: string): Promise<void> {
    const { alink, publish, repeats } = this.t;
    await this.subscribeToReplies();
    await this.loadModel();
    await this.answerCalls();
    const form = await this.fill(/property\/post$/, alink.kinds['property-post']);
    await form.getByRole('button', { name: publish.repeat, exact: true }).click();
    await this.box(repeats.every, form).fill(ms);
    await this.box(repeats.times, form).fill('');
    await form.getByRole('button', { name: repeats.start, exact: true }).click();
  }

  /** Shows the requests between devices and the platform. */
  async showRequests(): Promise<void> {
    const { packets, shell } = this.t;
    const name = packets.grouping.requests;
    await showPanel(this.page, shell.packets, { t: shell });
    const choice = this.page.getByRole('radio', { name, exact: true });
    if (await choice.isVisible()) return choice.check();
    const bar = this.page.getByRole('group', { name: packets.toolbar, exact: true });
    await bar.getByRole('button').first().click();
    await this.page.getByRole('menuitemradio', { name, exact: true }).click();
  }

  /** Sends to a device from the platform's view of it, by keyboard. @param target a method or a topic that is listed */
  async sendFromPlatform(target: string, text?: string): Promise<Locator> {
    const { detail, messages, calls } = this.t.platform;
    const section = this.page.getByRole('region', { name: detail.name, exact: true });
    await section.getByRole('tab', { name: detail.section.messages, exact: true }).click();
    const form = this.page.getByRole('form', { name: messages.send, exact: true });
    await form.getByRole('combobox', { name: messages.target, exact: true }).selectOption(target);
    const box = this.box(messages.params, form);
    if (text !== undefined) await box.fill(text);
    await box.press('Control+Enter');
    return this.page.getByRole('region', { name: calls.name, exact: true });
  }
}
