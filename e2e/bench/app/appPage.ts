/** Opens the built app for measurements. */
import type { Browser, Page } from '@playwright/test';
import { saveData } from '../../kit/test.ts';

/** Without the prefetching of a first visit, which takes some seconds. */
export async function appPage(browser: Browser): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.addInitScript(saveData);
  // The figures count packets, so the list has a row for each.
  await page.addInitScript(() => {
    localStorage.setItem('mqttscope.layout', JSON.stringify({ grouping: 'packets' }));
  });
  // The on-the-fly compiler of the bench calls this function for named functions.
  await page.addInitScript('globalThis.__name = (named) => named');
  return page;
}
