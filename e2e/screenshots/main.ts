/** `npm run screenshots`: takes the README's pictures from the running app with its demo data. */
import path from 'node:path';
import { type Browser, chromium, expect } from '@playwright/test';
import { App } from '../kit/page/app.ts';
import { showPanel } from '../kit/page/panels.ts';
import { type Companion, startCompanion } from '../kit/peers/companion.ts';
import { letIn } from '../kit/peers/controlPass.ts';
import { until } from '../kit/peers/processes.ts';
import freshBuild from '../run/freshBuild.ts';
import { browserOrExit } from '../run/programs.ts';
import { ROOT } from '../run/step.ts';
import { takeDevices } from './devices.ts';
import { takeReview } from './review.ts';

const FOLDER = path.join(ROOT, 'docs/images');
const WIDE = { width: 1440, height: 900 };
const NARROW = { width: 820, height: 1180 };

interface Picture {
  readonly name: string;
  readonly size: { readonly width: number; readonly height: number };
  readonly theme: 'dark' | 'light';
  /** Brings the app with live demo data to the picture's state. */
  readonly pose: (app: App) => Promise<void>;
}

/** Selects a row again if the list has moved under the pointer. */
async function clickTelemetry(app: App): Promise<void> {
  await app.page.keyboard.press('Alt+2');
  const selected = app.packets.getByRole('row', { selected: true });
  await expect(async () => {
    await app.packet('telemetry').last().click();
    await expect(selected).toContainText('telemetry', { timeout: 500 });
  }).toPass();
}

async function selectTelemetry(app: App): Promise<void> {
  await clickTelemetry(app);
  await app.bytes.waitFor();
  // The broker is asked for the publisher.
  await app.page.locator('svg text', { hasText: /^demo-/ }).waitFor();
}

const PICTURES: Picture[] = [
  { name: 'packets-dark', size: WIDE, theme: 'dark', pose: selectTelemetry },
  {
    name: 'exchange-dark',
    size: WIDE,
    theme: 'dark',
    pose: async (app) => {
      await showPanel(app.page, 'Exchanges');
      await app.page.getByRole('textbox', { name: 'Display filter', exact: true }).fill('qos == 2');
      const ofQoS2 = app.page.getByRole('gridcell', { name: '2', exact: true });
      const done = app.packets.locator('[data-index]').filter({ has: ofQoS2, hasText: /\d ms/ });
      await done.last().click();
      await app.page.getByRole('list', { name: 'QoS 2, step by step' }).waitFor();
    },
  },
  {
    name: 'broker-dark',
    size: WIDE,
    theme: 'dark',
    pose: async (app) => {
      await showPanel(app.page, 'Broker');
      const grid = app.page.getByRole('grid', { name: 'Clients', exact: true });
      await grid.getByRole('row').filter({ hasText: 'demo-press-07' }).click();
      // A rate needs two samples.
      await app.page.getByRole('row', { name: /^Bytes a second \d/ }).waitFor();
    },
  },
  {
    name: 'topic-light',
    size: WIDE,
    theme: 'light',
    pose: async (app) => {
      await selectTelemetry(app);
      await showPanel(app.page, 'Topic');
      await app.page.getByText(/keys? changed compared with/).waitFor();
    },
  },
  {
    name: 'narrow-light',
    size: NARROW,
    theme: 'light',
    pose: async (app) => {
      await clickTelemetry(app);
      await app.page.getByRole('tab', { name: 'Payload' }).waitFor();
    },
  },
];

async function take(browser: Browser, companion: Companion, picture: Picture): Promise<void> {
  const context = await browser.newContext({
    viewport: picture.size,
    colorScheme: picture.theme,
    reducedMotion: 'reduce',
  });
  await letIn(context, companion);
  const app = new App(await context.newPage());
  await app.page.goto(companion.app);
  await app.button('Try the live demo').click();
  // Enough for changed values and useful histories.
  await until(async () => (await app.count('messages')) > 400, 'demo data', 60_000);
  await picture.pose(app);
  await app.page.screenshot({ path: path.join(FOLDER, `${picture.name}.png`) });
  await context.close();
  console.log(`docs/images/${picture.name}.png`);
}

async function takeAll(browser: Browser): Promise<void> {
  const companion = await startCompanion();
  try {
    for (const picture of PICTURES) await take(browser, companion, picture);
  } finally {
    await companion.stop();
  }
  await takeDevices(browser, FOLDER);
}

const [folder, only] = process.argv.slice(2);
const executablePath = browserOrExit();
freshBuild();
const browser = await chromium.launch({
  executablePath,
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
try {
  await (folder === undefined ? takeAll(browser) : takeReview(browser, folder, only));
} finally {
  await browser.close();
}
