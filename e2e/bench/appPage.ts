/** A page for the built app, as the bench looks at it. */
import type { Browser, Page } from '@playwright/test';
import { saveData } from '../kit/test.ts';

/** Without what a first visit fetches ahead and keeps, which is over after some seconds. */
export async function appPage(browser: Browser): Promise<Page> {
  const page = await browser.newPage({
    viewport: { width: 1440, height: 900 },
    serviceWorkers: 'block',
  });
  await page.addInitScript(saveData);
  // What translates the bench on the fly calls it where functions have names.
  await page.addInitScript('globalThis.__name = (named) => named');
  return page;
}
