/** Pictures of features for devices of Alibaba's platform, with the demo devices of a local one. */
import path from 'node:path';
import type { Browser, Locator } from '@playwright/test';
import { signIn } from '../../src/alibaba/sign.ts';
import { en, type Texts } from '../../src/i18n/en/texts.ts';
import { zh } from '../../src/i18n/zh/texts.ts';
import { DeviceApp } from '../kit/page/deviceApp.ts';
import { type Companion, startCompanion } from '../kit/peers/companion.ts';
import { letIn } from '../kit/peers/controlPass.ts';
import { type DeviceSecrets, printedDevices } from '../kit/peers/platform.ts';
import { until } from '../kit/peers/processes.ts';

const WIDE = { width: 1440, height: 900 };
const NARROW = { width: 820, height: 800 };

interface Scene {
  readonly app: DeviceApp;
  readonly companion: Companion;
  readonly device: DeviceSecrets;
}

interface Picture {
  readonly name: string;
  readonly size: { readonly width: number; readonly height: number };
  readonly theme: 'dark' | 'light';
  readonly locale: 'en-US' | 'zh-CN';
  readonly t: Texts;
  /** Prepares the page. @return the part to take instead of the page */
  readonly pose: (scene: Scene) => Promise<Locator | undefined>;
}

const ENGLISH = { locale: 'en-US', t: en } as const;
const CHINESE = { locale: 'zh-CN', t: zh } as const;

/** Credentials signed with a line end after the secret, as a device's log shows them. */
async function verifyCredentials({ app, companion, device }: Scene): Promise<undefined> {
  const t = app.t.signIn;
  await app.fillDevice(device, companion.ws);
  await app.debugger.getByRole('checkbox', { name: t.verify }).check();
  const { clientId, username, password } = signIn({
    clientIdBase: 'esp32-7c9ebd',
    signMethod: 'hmacsha256',
    secureMode: 3,
    ...device,
    deviceSecret: `${device.deviceSecret}\n`,
  });
  await app
    .box(t.paste, app.debugger)
    .fill(`clientId=${clientId}\nusername=${username}\npassword=${password}\n`);
  const verdict = app.debugger.getByRole('status').filter({ hasText: t.toMend.secret });
  await verdict.scrollIntoViewIfNeeded();
}

async function post({ app, companion, device }: Scene): Promise<undefined> {
  await app.fillDevice(device, companion.ws);
  await app.connect();
  await app.postEvery('500');
  await app.showRequests();
  const answered = app.page
    .getByRole('grid', { name: app.t.pairs.grid, exact: true })
    .getByRole('row')
    .filter({ hasText: app.t.pairs.states.answered });
  await until(async () => (await answered.count()) > 8, 'answered posts');
}

async function setProperty(scene: Scene): Promise<Locator> {
  const { app, device } = scene;
  await post(scene);
  await app.show('platform');
  const detail = await app.chooseDevice(device);
  const call = await app.sendFromPlatform('thing.service.property.set', '{"workMode": 2}');
  await call.getByText(app.t.platform.calls.state('answered')).waitFor();
  return detail;
}

/** Follows a sign-in with a wrong secret. */
async function refusedSignIn(scene: Scene): Promise<undefined> {
  const { app, companion, device } = scene;
  const t = app.t.platform;
  const deviceSecret = device.deviceSecret.toUpperCase();
  await app.fillDevice({ ...device, deviceSecret }, companion.ws);
  await app.button(app.t.editor.connect).first().click();
  await app.page.getByText(app.t.failures.deviceAdvice.signature).waitFor();
  await app.show('platform');
  const detail = await app.chooseDevice(device);
  await detail.getByText(t.signIn.device).waitFor();
}

const PICTURES: readonly Picture[] = [
  { name: 'sign-in-dark', size: WIDE, theme: 'dark', ...ENGLISH, pose: verifyCredentials },
  { name: 'sign-in-light-zh', size: WIDE, theme: 'light', ...CHINESE, pose: verifyCredentials },
  { name: 'device-dark', size: WIDE, theme: 'dark', ...ENGLISH, pose: post },
  { name: 'device-light-zh', size: WIDE, theme: 'light', ...CHINESE, pose: post },
  { name: 'platform-dark', size: WIDE, theme: 'dark', ...ENGLISH, pose: refusedSignIn },
  { name: 'platform-light-zh', size: WIDE, theme: 'light', ...CHINESE, pose: refusedSignIn },
  { name: 'platform-narrow-dark-zh', size: NARROW, theme: 'dark', ...CHINESE, pose: setProperty },
  { name: 'platform-narrow-light', size: NARROW, theme: 'light', ...ENGLISH, pose: setProperty },
];

async function take(browser: Browser, folder: string, picture: Picture): Promise<void> {
  const companion = await startCompanion(['--no-demo', '--alibaba', '--seed', '1']);
  try {
    const [device] = printedDevices(companion);
    if (device === undefined) throw new Error('no devices were printed');
    const context = await browser.newContext({
      viewport: picture.size,
      colorScheme: picture.theme,
      locale: picture.locale,
      reducedMotion: 'reduce',
    });
    await letIn(context, companion);
    const app = new DeviceApp(await context.newPage(), picture.t);
    await app.page.goto(companion.app);
    const part = await picture.pose({ app, companion, device });
    await (part ?? app.page).screenshot({ path: path.join(folder, `${picture.name}.png`) });
    await context.close();
    console.log(`docs/images/${picture.name}.png`);
  } finally {
    await companion.stop();
  }
}

export async function takeDevices(browser: Browser, folder: string): Promise<void> {
  for (const picture of PICTURES) await take(browser, folder, picture);
}
