/**
 * The app with a device of Alibaba's platform, as its people go through it, the same in English and in
 * Chinese: signing in, reading what is wrong, posting, and the platform's own view of the device.
 */
import { signIn } from '../src/alibaba/sign.ts';
import { en } from '../src/words/en/texts.ts';
import { zh } from '../src/words/zh/texts.ts';
import { accessibilityTree } from './kit/accessibilityTree.ts';
import { findings } from './kit/axe.ts';
import { DeviceApp } from './kit/deviceApp.ts';
import { goTo, press } from './kit/keyboard.ts';
import { printedDevices } from './kit/platform.ts';
import { serveStatically } from './kit/staticSite.ts';
import { expect, test } from './kit/test.ts';

const LANGUAGES = [
  { locale: 'en-US', t: en },
  { locale: 'zh-CN', t: zh },
] as const;

for (const { locale, t } of LANGUAGES) {
  test.describe(locale, () => {
    test.use({ locale });

    test('a device signs in, posts and is set, and a wrong secret is told on both sides', async ({
      page,
      startCompanion,
    }) => {
      const companion = await startCompanion(['--no-demo', '--alibaba', '--seed', '1']);
      const [device, other] = printedDevices(companion);
      if (device === undefined || other === undefined) throw new Error('no devices were printed');
      const app = new DeviceApp(page, t);
      await page.goto(companion.app);

      await test.step('the debugger shows each step as one types, and no secret', async () => {
        await app.fillDevice({ ...device, deviceSecret: other.deviceSecret }, companion.ws);
        const steps = app.debugger.getByRole('listitem');
        for (const step of [t.signIn.fields, t.signIn.content, t.signIn.hmac, t.signIn.password]) {
          await expect(
            steps.filter({ has: page.getByRole('heading', { name: step }) }),
          ).toBeVisible();
        }
        await expect(app.debugger).toContainText(
          `deviceName${device.deviceName}productKey${device.productKey}`,
        );
        await expect(app.editor).toContainText(t.editor.asDevice);
        expect(await page.content()).not.toContain(other.deviceSecret);
      });

      await test.step('another device’s secret: the failure says what to look at', async () => {
        await app.button(t.editor.connect).first().click();
        await expect(page.getByText(t.failures.deviceAdvice.signature)).toBeVisible();
        await expect(
          page.getByText('Connection Refused, bad user name or password').first(),
        ).toBeVisible();
      });

      await test.step('credentials from a log are verified: the mistake in them is named', async () => {
        await app.box(t.editor.deviceSecret, app.editor).fill(device.deviceSecret);
        await app.debugger.getByRole('checkbox', { name: t.signIn.verify }).check();
        // Nothing that is laid out below the edge lets the page itself scroll, and its top bar away.
        expect(
          await page.evaluate(() => document.documentElement.scrollHeight - window.innerHeight),
        ).toBe(0);
        expect(await accessibilityTree(page)).not.toContain(device.deviceSecret);
        const made = signIn({
          clientIdBase: 'esp32-7c9ebd',
          signMethod: 'hmacsha256',
          secureMode: 3,
          ...device,
          deviceSecret: `${device.deviceSecret}\n`,
        });
        const paste = app.box(t.signIn.paste, app.debugger);
        await paste.fill(
          `I (2311) mqtt: clientId=${made.clientId}\nI (2312) mqtt: username=${made.username}\nI (2312) mqtt: password=${made.password}\n`,
        );
        const verdict = app.debugger
          .getByRole('status')
          .filter({ hasText: t.signIn.toMend.secret });
        const { mistakes } = t.signIn;
        // Around what was found, and where.
        const mistake = mistakes['secret-blank-after']({ found: '#', place: '#' }).split('#');
        for (const part of mistake) await expect(verdict).toContainText(part);
        expect(await page.content()).not.toContain(made.password);
        // The clock was read twice: found by a search that goes on behind the first answer.
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
        const other = mistakes['timestamp-of-another-start']({ signed: '#', sent: '' });
        const [another = ''] = other.split('#');
        await expect(app.debugger).toContainText(another);
        await expect(app.debugger).toContainText('1700000003607');
        // The same text, rightly signed.
        const right = signIn({
          clientIdBase: 'esp32-7c9ebd',
          signMethod: 'hmacsha256',
          secureMode: 3,
          ...device,
        });
        await paste.fill(
          `clientId=${right.clientId}\nusername=${right.username}\npassword=${right.password.toUpperCase()}\n`,
        );
        await expect(app.debugger.getByText(t.signIn.right, { exact: true })).toBeVisible();
      });

      await test.step('with its own secret it comes in and posts on a timer', async () => {
        await app.connect();
        await app.postEvery('0.3');
        const grid = page.getByRole('grid', { name: t.pairs.grid, exact: true });
        const answered = grid
          .getByRole('row')
          .filter({ hasText: t.alink.kinds['property-post'] })
          .filter({ hasText: t.pairs.states.answered });
        await expect.poll(() => answered.count()).toBeGreaterThanOrEqual(2);
      });

      await test.step('the platform tells both sign-ins, with the text that it signed', async () => {
        await app.show('platform');
        const detail = await app.chooseDevice(device);
        await expect(detail).toContainText(t.platform.state('online'));
        const last = detail.getByRole('tabpanel');
        await expect(last).toContainText(t.platform.signIn.accepted);
        await expect(last).toContainText(
          `deviceName${device.deviceName}productKey${device.productKey}`,
        );
        await last
          .getByRole('button')
          .filter({ hasText: t.platform.signIn.refusedWith(4) })
          .click();
        await expect(last).toContainText(t.platform.faults['wrong-sign']);
        const text = await last
          .getByRole('paragraph')
          .filter({ hasText: /^clientId/ })
          .innerText();
        await app
          .box(t.platform.signIn.compareLabel, last)
          .fill(text.replace('productKey', 'ProductKey'));
        await expect(last).toContainText(t.platform.signIn.inName('productKey'));
        expect(await page.content()).not.toContain(device.deviceSecret);
      });

      await test.step('a property is set from there, and the device’s reply is read', async () => {
        const p = t.platform;
        const call = await app.setFromPlatform('workMode', '2');
        const table = page.getByRole('table', { name: p.properties.grid });
        await expect(table.getByRole('row', { name: /^temperature/ })).toContainText(/\d/);
        await expect(call).toContainText(p.calls.state('answered'));
        await expect(call).toContainText(`${p.calls.code} 200`);
        await expect(app.button(p.properties.apply)).toBeFocused();
        expect(await findings(page)).toEqual([]);
      });

      await test.step('a topic is held against its permissions', async () => {
        const p = t.platform.permissions;
        await app.tab(t.platform.detail.section.permissions).click();
        await app.box(p.test).fill(`/${device.productKey}/${device.deviceName}/control`);
        await expect(page.getByText(p.yes(`${p.pub}${p.and}${p.sub}`))).toBeVisible();
        await app.box(p.test).fill(`/${device.productKey}/${other.deviceName}/control`);
        await expect(page.getByText(p.no)).toBeVisible();
      });
    });
  });
}

test('the broker in the tab has the same platform, without any server', async ({ page }) => {
  const site = await serveStatically('/anywhere/');
  const app = new DeviceApp(page, en);
  await page.goto(site.url);
  await app.button(en.welcome.thisTab).click();
  await app.show('platform');
  const grid = page.getByRole('grid', { name: en.platform.devices.grid, exact: true });
  const detail = page.getByRole('region', { name: en.platform.detail.name, exact: true });

  await test.step('by keyboard: to the devices, into one and its parts, and back', async () => {
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
