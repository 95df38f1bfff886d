/** The bench's page in a separate tab. */
import type { Browser, Page } from '@playwright/test';

export async function inTab<T>(
  browser: Browser,
  page: string,
  run: (tab: Page) => Promise<T>,
): Promise<T> {
  const context = await browser.newContext();
  const tab = await context.newPage();
  try {
    await tab.goto(page);
    return await run(tab);
  } finally {
    await context.close();
  }
}
