/** What assistive technology is told of the page, by the browser itself. */
import type { Page } from '@playwright/test';

/** As JSON. */
export async function accessibilityTree(page: Page): Promise<string> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  await session.detach();
  return JSON.stringify(nodes);
}
