/**
 * The app with a device of Alibaba's platform, in English and in Chinese: signing in, reading errors,
 * posting, and the platform's view of the device.
 */
import { signIn } from '../../src/alibaba/sign.ts';
import { en, type Texts } from '../../src/i18n/en/texts.ts';
import { zh } from '../../src/i18n/zh/texts.ts';
import { accessibilityTree } from '../kit/page/accessibilityTree.ts';
import { findings } from '../kit/page/axe.ts';
import { DeviceApp } from '../kit/page/deviceApp.ts';
import { goTo, press } from '../kit/page/keyboard.ts';
import { PATIENT, printedDevices } from '../kit/peers/platform.ts';
import { serveStatically } from '../kit/staticSite.ts';
import { expect, test } from '../kit/test.ts';

test('a device signs in, posts and is set; both sides explain a wrong secret; in English and in Chinese', async ({
  page,
  startCompanion,
}) => {
  const companion = await startCompanion(['--no-demo', '--alibaba', '--seed', '1', ...PATIENT]);
  const [device, other] = printedDevices(companion);
  if (device === undefined || other === undefined) throw new Error('no devices were printed');
  let app = new DeviceApp(page, en);
  const changeLanguage = async () => {
    const [name, other] = app.t === en ? ['中文', zh] : ['English', en];
    await page.getByTitle(app.t.shell.language(name), { exact: true }).click();
    app = new DeviceApp(page, other);
  };
  /** Checks the page in the other language and then in the current one. */
  const inBoth = async (look: (t: Texts) => Promise<unknown>) => {
    for (let times = 0; times < 2; times += 1) {
      await changeLanguage();
      await look(app.t);
    }
  };
  await page.goto(companion.app);
  // Credentials are tested in Chinese, the rest in English.
  await changeLanguage();

  await test.step('the debugger shows each step while typing, without secrets', async () => {
    await app.fillDevice({ ...device, deviceSecret: other.deviceSecret }, companion.ws);
    await inBoth(async ({ signIn: { fields, content, hmac, password }, editor }) => {
      const steps = app.debugger.getByRole('listitem');
      for (const step of [fields, content, hmac, password]) {
        await expect(
          steps.filter({ has: page.getByRole('heading', { name: step }) }),
        ).toBeVisible();
      }
      await expect(app.debugger).toContainText(
        `deviceName${device.deviceName}productKey${device.productKey}`,
      );
      await expect(app.editor).toContainText(editor.asDevice);
      expect(await page.content()).not.toContain(other.deviceSecret);
    });
  });

  await test.step('another device’s secret: the failure suggests what to check', async () => {
    await app.button(app.t.editor.connect).first().click();
    await inBoth(async ({ failures }) => {
      await expect(page.getByText(failures.deviceAdvice.signature)).toBeVisible();
      await expect(
        page
          .getByText(/Connection Refused, bad user name or password|^连接被拒绝：用户名或密码错误/)
          .first(),
      ).toBeVisible();
    });
  });

  await test.step('credentials from a log are verified, and the mistake is named', async () => {
    const { editor, signIn: words } = app.t;
    await app.box(editor.deviceSecret, app.editor).fill(device.deviceSecret);
    await app.debugger.getByRole('checkbox', { name: words.verify }).check();
    await inBoth(async () => {
      // Content below the edge must not let the page itself scroll and hide the top bar.
      expect(
        await page.evaluate(() => document.documentElement.scrollHeight - window.innerHeight),
      ).toBe(0);
      expect(await accessibilityTree(page)).not.toContain(device.deviceSecret);
    });
    const made = signIn({
      clientIdBase: 'esp32-7c9ebd',
      signMethod: 'hmacsha256',
      secureMode: 3,
      ...device,
      deviceSecret: `${device.deviceSecret}\n`,
    });
    const paste = app.box(words.paste, app.debugger);
    await paste.fill(
      `I (2311) mqtt: clientId=${made.clientId}\nI (2312) mqtt: username=${made.username}\nI (2312) mqtt: password=${made.password}\n`,
    );
    await inBoth(async ({ signIn: { toMend, mistakes } }) => {
      const verdict = app.debugger.getByRole('status').filter({ hasText: toMend.secret });
      // Text around the finding and its place.
      const mistake = mistakes['secret-blank-after']({ found: '#', place: '#' }).split('#');
      for (const part of mistake) await expect(verdict).toContainText(part);
      expect(await page.content()).not.toContain(made.password);
    });
    // The clock was read twice: found by a search that continues after the first result.
    const [sent, signed] = ['1700000000000', '1700000003607'].map((timestamp) =>
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
    await inBoth(async ({ signIn: { mistakes } }) => {
      const other = mistakes['timestamp-of-another-start']({ signed: '#', sent: '' });
      const [another = ''] = other.split('#');
      await expect(app.debugger).toContainText(another);
      await expect(app.debugger).toContainText('1700000003607');
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
    await inBoth(({ signIn: { right: isRight } }) =>
      expect(app.debugger.getByText(isRight, { exact: true })).toBeVisible(),
    );
    await changeLanguage();
  });

  await test.step('with its own secret it signs in and posts periodically', async () => {
    await app.connect();
    await app.postEvery('0.3');
    await inBoth(async ({ pairs, alink }) => {
      const grid = page.getByRole('grid', { name: pairs.grid, exact: true });
      const answered = grid
        .getByRole('row')
        .filter({ hasText: alink.kinds['property-post'] })
        .filter({ hasText: pairs.states.answered });
      await expect.poll(() => answered.count()).toBeGreaterThanOrEqual(2);
    });
  });

  await test.step('the platform lists both sign-ins with their signed text', async () => {
    await app.show('platform');
    await app.chooseDevice(device);
    const detail = () =>
      page.getByRole('region', { name: app.t.platform.detail.name, exact: true });
    const last = () => detail().getByRole('tabpanel');
    await inBoth(async ({ platform }) => {
      await expect(detail()).toContainText(platform.state('online'));
      await expect(last()).toContainText(platform.signIn.accepted);
      await expect(last()).toContainText(
        `deviceName${device.deviceName}productKey${device.productKey}`,
      );
    });
    const { signIn: words } = app.t.platform;
    await last()
      .getByRole('button')
      .filter({ hasText: words.refusedWith(4) })
      .click();
    await inBoth(({ platform }) => expect(last()).toContainText(platform.faults['wrong-sign']));
    const text = await last()
      .getByRole('paragraph')
      .filter({ hasText: /^clientId/ })
      .innerText();
    await app.box(words.compareLabel, last()).fill(text.replace('productKey', 'ProductKey'));
    await inBoth(({ platform }) =>
      expect(last()).toContainText(platform.signIn.inName('productKey')),
    );
    expect(await page.content()).not.toContain(device.deviceSecret);
  });

  await test.step('a property is set there, and the device’s reply is shown', async () => {
    await app.setFromPlatform('workMode', '2');
    await expect(app.button(app.t.platform.properties.apply)).toBeFocused();
    await inBoth(async ({ platform: { properties, calls } }) => {
      const call = page.getByRole('region', { name: calls.name, exact: true });
      const table = page.getByRole('table', { name: properties.grid });
      await expect(table.getByRole('row', { name: /^temperature/ })).toContainText(/\d/);
      await expect(call).toContainText(calls.state('answered'));
      await expect(call).toContainText(`${calls.code} 200`);
      expect(await findings(page)).toEqual([]);
    });
  });

  await test.step('a topic is checked against its permissions', async () => {
    const { detail, permissions } = app.t.platform;
    const hold = (deviceName: string) =>
      app.box(permissions.test).fill(`/${device.productKey}/${deviceName}/control`);
    await app.tab(detail.section.permissions).click();
    await hold(device.deviceName);
    await inBoth(({ platform: { permissions: p } }) =>
      expect(page.getByText(p.yes(`${p.pub}${p.and}${p.sub}`))).toBeVisible(),
    );
    await hold(other.deviceName);
    await inBoth(({ platform }) => expect(page.getByText(platform.permissions.no)).toBeVisible());
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
    await goTo(page, app.button(en.platform.properties.setMany));
    await press(page, 'Enter');
    await expect(app.box(en.platform.properties.params)).toBeFocused();
    await press(page, 'Escape');
    await expect(app.button(en.platform.properties.setMany)).toBeFocused();
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
