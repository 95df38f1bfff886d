/** The accessibility tree as reported by the browser. */
import type { Page } from '@playwright/test';

/** Returns JSON. */
export async function accessibilityTree(page: Page): Promise<string> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  await session.detach();
  return JSON.stringify(nodes);
}
