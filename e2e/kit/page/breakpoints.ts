/** Drives the breakpoints pane like a person. */
import { expect, type Locator, type Page } from '@playwright/test';
import type { OtherClient } from '../peers/client.ts';
import { App } from './app.ts';

/** The displayed stopped packet. */
export const stoppedPacket = (page: Page): Locator =>
  page.getByRole('region', { name: 'Stopped packet', exact: true });

/** Requires the open pane without breakpoints. */
export async function addBreakpoint(page: Page, expression: string): Promise<void> {
  const filter = page.getByRole('textbox', { name: 'Stop packets that match', exact: true });
  await filter.fill(expression);
  await filter.press('Enter');
  await expect(page.getByText('0 packets stopped')).toBeVisible();
}

/**
 * Publishes to `topic`, drops the PUBACK at a breakpoint and cuts the line, so that the message is
 * retransmitted.
 */
export async function losePuback(
  page: Page,
  device: OtherClient,
  topic: string,
  expression: string,
): Promise<void> {
  const app = new App(page);
  await addBreakpoint(page, expression);
  const again = device.client.publishAsync(topic, 'again', { qos: 1 });
  await expect(
    stoppedPacket(page).getByText(/The client waits for PUBACK \d+, which never arrives/),
  ).toBeVisible();
  await app.button('Drop').click();
  await app.button('Remove breakpoint-1').click();
  await expect(page.getByText('Add a breakpoint first.')).toBeVisible();
  // It reconnects automatically with its session.
  device.kill();
  await again;
}
