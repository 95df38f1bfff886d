/**
 * The app with a device of Alibaba's platform, in English and in Chinese: signing in, reading errors,
 * posting, and the platform's view of the device.
 */
import type { Page } from '@playwright/test';
import { signIn } from '../../src/alibaba/sign.ts';
import { en, type Texts } from '../../src/i18n/en/texts.ts';
import { zh } from '../../src/i18n/zh/texts.ts';
import { accessibilityTree } from '../kit/page/accessibilityTree.ts';
import { findings } from '../kit/page/axe.ts';
import { DeviceApp } from '../kit/page/deviceApp.ts';
import { goTo, press } from '../kit/page/keyboard.ts';
import { PATIENT, printedDevices } from '../kit/peers/platform.ts';
import { serveStatically } from '../kit/staticSite.ts';
import { expect, type Fixtures, test } from '../kit/test.ts';

/** The app in one of two languages. */
class Bilingual {
  readonly page: Page;
  app: DeviceApp;

  constructor(page: Page) {
    this.page = page;
    this.app = new DeviceApp(page, en);
  }

  async change(): Promise<void> {
    const [name, other] = this.app.t === en ? ['中文', zh] : ['English', en];
    await this.page.getByTitle(this.app.t.shell.language(name), { exact: true }).click();
    this.app = new DeviceApp(this.page, other);
  }

  /** Checks the page in the other language and then in the current one. */
  async inBoth(look: (t: Texts) => Promise<unknown>): Promise<void> {
    for (let times = 0; times < 2; times += 1) {
      await this.change();
      await look(this.app.t);
    }
  }
}

/** A platform, the first of its devices, and another one. */
async function platformOf(start: Fixtures['startCompanion']) {
  const companion = await start(['--no-demo', '--alibaba', '--seed', '1', ...PATIENT]);
  const [device, other] = printedDevices(companion);
  if (device === undefined || other === undefined) throw new Error('no devices were printed');
  return { companion, device, other };
}

test('a device of the companion’s platform connects to it; the cloud is one choice away', async ({
  page,
  startCompanion,
}) => {
  const { companion, device } = await platformOf(startCompanion);
  await page.setViewportSize({ width: 1440, height: 900 });
  const app = new DeviceApp(page, en);
  await page.goto(companion.app);
  await app.button(en.shell.connection).click();
  const url = app.box(en.editor.url, app.editor);
  const version = app.editor.getByRole('radio', { name: '5', exact: true });
  await app.editor.getByRole('radio', { name: en.editor.alibaba }).click();
  const platform = app.editor.getByRole('radiogroup', { name: en.editor.platform, exact: true });
  await expect(platform).toBeInViewport();
  await platform.getByRole('radio', { name: en.editor.cloud }).click();
  await app.box(en.editor.productKey, app.editor).fill(device.productKey);
  await expect(app.editor).toContainText('.aliyuncs.com');
  await platform.getByRole('radio', { name: en.editor.localPlatform }).click();
  await expect(url).toHaveValue(companion.ws);

  await test.step('the first screen names scheme and version, and leaving the scheme restores the form', async () => {
    await page.keyboard.press('Escape');
    await expect(page.getByText(en.start.device, { exact: true })).toBeVisible();
    await expect(page.getByText(en.shell.mqttVersion(4), { exact: true })).toBeVisible();
    await app.button(en.start.leaveDevice).click();
    await expect(page.getByText(en.start.device, { exact: true })).toHaveCount(0);
    await expect(page.getByText(en.shell.mqttVersion(4), { exact: true })).toHaveCount(0);
    await app.button(en.shell.connection).click();
    await expect(url).toHaveValue('');
    await expect(version).toBeChecked();
    await app.editor.getByRole('radio', { name: en.editor.alibaba }).click();
  });

  await app.box(en.editor.deviceName, app.editor).fill(device.deviceName);
  await app.box(en.editor.deviceSecret, app.editor).fill(device.deviceSecret);
  await app.connect();
  await app.show('platform');
  const row = page.getByRole('row').filter({ hasText: device.deviceName });
  await expect(row.first()).toBeVisible();
});

test('the sign-in debugger shows each step, explains a wrong secret and verifies credentials, in English and in Chinese', async ({
  page,
  startCompanion,
}) => {
  const { companion, device, other } = await platformOf(startCompanion);
  const both = new Bilingual(page);
  await page.goto(companion.app);
  // Credentials are tested in Chinese first.
  await both.change();

  await test.step('the debugger shows each step while typing, without secrets', async () => {
    await both.app.fillDevice({ ...device, deviceSecret: other.deviceSecret }, companion.ws);
    await both.inBoth(async ({ signIn: { fields, content, hmac, password }, editor }) => {
      const steps = both.app.debugger.getByRole('listitem');
      for (const step of [fields, content, hmac, password]) {
        await expect(
          steps.filter({ has: page.getByRole('heading', { name: step }) }),
        ).toBeVisible();
      }
      await expect(both.app.debugger).toContainText(
        `deviceName${device.deviceName}productKey${device.productKey}`,
      );
      await expect(both.app.editor).toContainText(editor.asDevice(true));
      expect(await page.content()).not.toContain(other.deviceSecret);
    });
  });

  await test.step('another device’s secret: the failure suggests what to check', async () => {
    await both.app.button(both.app.t.editor.connect).first().click();
    await both.inBoth(async ({ failures }) => {
      await expect(page.getByText(failures.deviceAdvice.signature)).toBeVisible();
      await expect(
        page
          .getByText(/Connection Refused, bad user name or password|^连接被拒绝：用户名或密码错误/)
          .first(),
      ).toBeVisible();
    });
  });

  await test.step('credentials from a log are verified, and the mistake is named', async () => {
    const { editor, signIn: words } = both.app.t;
    await both.app.box(editor.deviceSecret, both.app.editor).fill(device.deviceSecret);
    await both.app.debugger.getByRole('checkbox', { name: words.verify }).check();
    await both.inBoth(async () => {
      // Content below the edge must not let the page itself scroll and hide the top bar.
      await expect
        .poll(() => page.evaluate(() => document.documentElement.scrollHeight - window.innerHeight))
        .toBe(0);
      expect(await accessibilityTree(page)).not.toContain(device.deviceSecret);
    });
    const made = signIn({
      clientIdBase: 'esp32-7c9ebd',
      signMethod: 'hmacsha256',
      secureMode: 3,
      ...device,
      deviceSecret: `${device.deviceSecret}\n`,
    });
    const paste = both.app.box(words.paste, both.app.debugger);
    await paste.fill(
      `I (2311) mqtt: clientId=${made.clientId}\nI (2312) mqtt: username=${made.username}\nI (2312) mqtt: password=${made.password}\n`,
    );
    await both.inBoth(async ({ signIn: { toMend, mistakes } }) => {
      const verdict = both.app.debugger.getByRole('status').filter({ hasText: toMend.secret });
      // Text around the finding and its place.
      const mistake = mistakes.wrapped({ field: 'deviceSecret', found: '#' }).split('#');
      for (const part of mistake) await expect(verdict).toContainText(part);
      expect(await page.content()).not.toContain(made.password);
    });
    // The clock was read twice.
    const [sent, signed] = ['1700000000000', '1700000000207'].map((timestamp) =>
      signIn({
        clientIdBase: 'esp32-7c9ebd',
        signMethod: 'hmacsha256',
        secureMode: 3,
        ...device,
        timestamp,
      }),
    );
    await paste.fill(
      `clientId=${sent?.clientId}\nusername=${sent?.username}\npassword=${signed?.password}\n`,
    );
    await both.inBoth(async ({ signIn: { mistakes } }) => {
      const other = mistakes['other-timestamp-signed']({ signed: '#', sent: '' });
      const [another = ''] = other.split('#');
      await expect(both.app.debugger).toContainText(another);
      await expect(both.app.debugger).toContainText('1700000000207');
    });
    // The same text with the right signature.
    const right = signIn({
      clientIdBase: 'esp32-7c9ebd',
      signMethod: 'hmacsha256',
      secureMode: 3,
      ...device,
    });
    await paste.fill(
      `clientId=${right.clientId}\nusername=${right.username}\npassword=${right.password.toUpperCase()}\n`,
    );
    await both.inBoth(({ signIn: { right: isRight } }) =>
      expect(both.app.debugger.getByText(isRight, { exact: true })).toBeVisible(),
    );
  });
});

test('a device signs in, posts and is set, and the platform shows both sides, in English and in Chinese', async ({
  page,
  startCompanion,
}) => {
  const { companion, device, other } = await platformOf(startCompanion);
  const both = new Bilingual(page);
  await page.goto(companion.app);
  await both.app.fillDevice({ ...device, deviceSecret: other.deviceSecret }, companion.ws);
  await both.app.button(en.editor.connect).first().click();
  await expect(page.getByText(en.failures.deviceAdvice.signature)).toBeVisible();
  await both.app.box(en.editor.deviceSecret, both.app.editor).fill(device.deviceSecret);

  await test.step('with its own secret it signs in and posts periodically', async () => {
    await both.app.connect();
    await both.app.postEvery('300');
    await both.app.showRequests();
    await both.inBoth(async ({ pairs, alink }) => {
      const grid = page.getByRole('grid', { name: pairs.grid, exact: true });
      const answered = grid
        .getByRole('row')
        .filter({ hasText: alink.kinds['property-post'] })
        .filter({ hasText: pairs.states.answered });
      await expect.poll(() => answered.count()).toBeGreaterThanOrEqual(2);
    });
  });

  await test.step('the platform lists both sign-ins with their signed text', async () => {
    await both.app.show('platform');
    await both.app.chooseDevice(device);
    const detail = () =>
      page.getByRole('region', { name: both.app.t.platform.detail.name, exact: true });
    const last = () => detail().getByRole('tabpanel');
    await both.inBoth(async ({ platform }) => {
      await expect(detail()).toContainText(platform.state('online'));
      await expect(last()).toContainText(platform.signIn.accepted);
      await expect(last()).toContainText(
        `deviceName${device.deviceName}productKey${device.productKey}`,
      );
    });
    const { signIn: words } = both.app.t.platform;
    await last()
      .getByRole('button')
      .filter({ hasText: words.refusedWith(4) })
      .click();
    await both.inBoth(({ platform }) =>
      expect(last()).toContainText(platform.faults['wrong-sign']),
    );
    const text = await last()
      .getByRole('paragraph')
      .filter({ hasText: /^clientId/ })
      .innerText();
    await both.app.box(words.compareLabel, last()).fill(text.replace('productKey', 'ProductKey'));
    await both.inBoth(({ platform }) =>
      expect(last()).toContainText(platform.signIn.inName('productKey')),
    );
    expect(await page.content()).not.toContain(device.deviceSecret);
  });

  await test.step('a property is set and a service called there, and the device’s replies are shown', async () => {
    const { platform } = both.app.t;
    const call = await both.app.sendFromPlatform('thing.service.property.set', '{"workMode": 2}');
    await expect(call).toContainText(platform.calls.state('answered'));
    await expect(both.app.box(platform.messages.params)).toBeFocused();
    await both.app.box(platform.messages.params).fill('');
    await both.app.sendFromPlatform('thing.service.selfTest');
    await expect(call).toContainText('selfTest');
    await both.inBoth(async ({ platform: { calls } }) => {
      const shown = page.getByRole('region', { name: calls.name, exact: true });
      await expect(shown).toContainText(calls.state('answered'));
      await expect(shown).toContainText(`${calls.code} 200`);
      await expect(shown.getByRole('group', { name: calls.data })).toContainText('"passed"');
      expect(await findings(page)).toEqual([]);
    });
  });

  await test.step('an unknown service is refused, with the reason', async () => {
    const { messages } = both.app.t.platform;
    await page.getByRole('combobox', { name: messages.target }).selectOption(messages.other);
    await both.app.box(messages.otherTarget).fill('nothing');
    await both.app.box(messages.otherTarget).press('Enter');
    await both.inBoth(({ explain }) => {
      const fact = { key: 'service-not-in-model', args: { name: 'nothing' } } as const;
      return expect(page.getByRole('alert')).toContainText(explain.refusal({ reason: '', fact }));
    });
  });

  await test.step('reported values are beside the thing model', async () => {
    await both.app.tab(both.app.t.platform.detail.section.values).click();
    await both.inBoth(async ({ platform }) => {
      const table = page.getByRole('table', { name: platform.properties.grid });
      await expect(table.getByRole('row', { name: /^temperature/ })).toContainText(/\d/);
      expect(await findings(page)).toEqual([]);
    });
  });

  await test.step('a topic is checked against its permissions', async () => {
    const { detail, permissions } = both.app.t.platform;
    const hold = (deviceName: string) =>
      both.app.box(permissions.test).fill(`/${device.productKey}/${deviceName}/control`);
    await both.app.tab(detail.section.permissions).click();
    await hold(device.deviceName);
    await both.inBoth(({ platform: { permissions: p } }) =>
      expect(page.getByText(p.yes(`${p.pub}${p.and}${p.sub}`))).toBeVisible(),
    );
    await hold(other.deviceName);
    await both.inBoth(({ platform }) =>
      expect(page.getByText(platform.permissions.no)).toBeVisible(),
    );
  });
});

test('the broker in the tab has the same platform without a server', async ({ page }) => {
  // The tab Platform appears after the first files are loaded, which a browser otherwise requests twice.
  const site = await serveStatically('/anywhere/', { areForEver: true });
  const app = new DeviceApp(page, en);
  await page.goto(site.url);
  await app.button(en.welcome.thisTab).click();
  await app.show('platform');
  const grid = page.getByRole('grid', { name: en.platform.devices.grid, exact: true });
  const detail = page.getByRole('region', { name: en.platform.detail.name, exact: true });

  await test.step('by keyboard: to the devices, into one and its sections, and back', async () => {
    await expect(grid.getByRole('row')).toHaveCount(6);
    await goTo(page, grid);
    await press(page, 'End');
    await expect(detail).toBeVisible();
    await press(page, 'Enter');
    await expect(app.tab(en.platform.detail.section.signIn)).toBeFocused();
    await press(page, 'ArrowRight');
    await goTo(page, app.box(en.platform.messages.params));
    await press(page, 'Control+Enter');
    await expect(detail.getByRole('status')).toContainText(en.platform.calls.state('offline'));
    await expect(app.box(en.platform.messages.params)).toBeFocused();
    await press(page, 'Escape');
    await expect(grid).toBeFocused();
    await expect(detail).toBeHidden();
  });

  const name = await grid.getByRole('row').nth(1).getByRole('gridcell').first().innerText();
  await grid.getByRole('row').nth(1).click();
  await app.button(en.platform.secret.connectAs).click();
  await expect(app.editor.getByRole('radio', { name: en.editor.alibaba })).toBeChecked();
  await expect(app.box(en.editor.deviceName, app.editor)).toHaveValue(name);
  await expect(app.box(en.editor.productKey, app.editor)).toBeFocused();
  await app.connect();
  await page.getByRole('tablist', { name: en.shell.connections }).getByRole('tab').first().click();
  await app.tab(en.platform.detail.section.signIn).click();
  await expect(detail).toContainText(en.platform.state('online'));
  await expect(detail).toContainText(en.platform.signIn.accepted);
  await site.close();
});
