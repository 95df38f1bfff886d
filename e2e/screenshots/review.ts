/**
 * `npm run screenshots -- FOLDER`: takes every scene in every width and both themes for a review; they are
 * not kept in the repository.
 */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { en, type Texts } from '../../src/i18n/en/texts.ts';
import { zh } from '../../src/i18n/zh/texts.ts';
import { type Companion, startCompanion } from '../kit/peers/companion.ts';
import { letIn } from '../kit/peers/controlPass.ts';
import { DEMO, PLATFORM } from './scenes.ts';
import type { Scene } from './steps.ts';

const SIZES = [
  [360, 740],
  [820, 1180],
  [1440, 900],
  [1920, 1080],
] as const;
const THEMES = ['dark', 'light'] as const;
const LANGUAGES = [
  ['en-US', en],
  ['zh-CN', zh],
] as const;

/** Below this width, one column shows one pane. */
const NARROW = 900;

interface Walk {
  readonly page: Page;
  readonly t: Texts;
  readonly companion: Companion;
  readonly isNarrow: boolean;
  /** Prefix of the pictures' names. */
  readonly prefix: string;
}

/** Sequential in one tab; unreachable scenes are reported and skipped. */
async function walk(scenes: readonly Scene[], { prefix, ...way }: Walk): Promise<void> {
  for (const { name, pose } of scenes) {
    try {
      await pose(way);
      // Waits for the next frame and for late fonts.
      await way.page.evaluate(() => document.fonts.ready);
      if (name !== '') await way.page.screenshot({ path: `${prefix}${name}.png` });
    } catch (error) {
      await way.page.screenshot({ path: `${prefix}${name}-missed.png` });
      console.log(`${prefix}${name}: ${String(error).split('\n').slice(0, 4).join(' ')}`);
    }
  }
}

/** @param only prefixes of pictures' names, e.g. `360-dark-en 820-`; empty: all */
export async function takeReview(browser: Browser, folder: string, only = ''): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const companions = [
    { scenes: DEMO, companion: await startCompanion(['--seed', '1']) },
    { scenes: PLATFORM, companion: await startCompanion(['--alibaba', '--seed', '1']) },
  ];
  try {
    for (const [width, height] of SIZES)
      for (const colorScheme of THEMES)
        for (const [locale, t] of LANGUAGES) {
          const name = `${width}-${colorScheme}-${locale.slice(0, 2)}-`;
          if (!only.split(' ').some((part) => name.startsWith(part))) continue;
          for (const { scenes, companion } of companions) {
            const context = await browser.newContext({
              viewport: { width, height },
              colorScheme,
              locale,
              reducedMotion: 'reduce',
              hasTouch: width < NARROW,
            });
            await letIn(context, companion);
            const page = await context.newPage();
            page.setDefaultTimeout(10_000);
            await page.goto(companion.app);
            const prefix = path.join(folder, name);
            await walk(scenes, { page, t, companion, isNarrow: width < NARROW, prefix });
            await context.close();
          }
          console.log(name);
        }
  } finally {
    for (const { companion } of companions) await companion.stop();
  }
}
