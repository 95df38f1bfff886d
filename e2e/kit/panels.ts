/** Brings panels to the front like a person: by their desk, then by their tab. */
import type { Page } from '@playwright/test';
import { shell as english } from '../../src/i18n/en/shell/shell.ts';

const DESKS = {
  watch: ['topic', 'devices', 'alink'],
  inspect: ['packets', 'handshakes', 'streams', 'problems'],
  broker: ['broker', 'platform'],
  lab: ['faults', 'workshop'],
} as const;
const IDS = ['watch', 'inspect', 'broker', 'lab'] as const;

async function showDesk(
  page: Page,
  id: keyof typeof DESKS,
  t: typeof english = english,
): Promise<void> {
  const name = t.desks[id];
  const desks = page.getByRole('navigation', { name: t.desksLabel, exact: true });
  await desks.waitFor();
  const button = desks.getByRole('button', { name: new RegExp(`^${name}`) });
  if (await button.isVisible()) return button.click();
  await desks.getByRole('button', { name: t.moreDesks, exact: true }).click();
  await page.getByRole('menuitem', { name, exact: true }).click();
}

/**
 * @param name as its tab shows it, also of a pane or of the connection
 * @param patience ms in which it becomes available
 */
export async function showPanel(
  page: Page,
  name: string,
  { t = english, patience }: { readonly t?: typeof english; readonly patience?: number } = {},
): Promise<void> {
  const isPane = name === t.topics;
  const desk = isPane ? 'watch' : IDS.find((id) => DESKS[id].some((panel) => t[panel] === name));
  if (desk !== undefined) await showDesk(page, desk, t);
  if (name === t.charts) return showBoard(page, t);
  const tabs = page.getByRole('tablist', { name: new RegExp(`^(${t.views}|${t.panes})$`) });
  const tab = tabs.getByRole('tab', { name: new RegExp(`^${name}(?![a-z])`) });
  await tab.click(patience === undefined ? {} : { timeout: patience });
}

/** Pins the chart board, or shows it in place of the panel where there is room for one. */
async function showBoard(page: Page, t: typeof english): Promise<void> {
  await showPanel(page, t.topic, { t });
  const button = page
    .getByRole('button', { name: new RegExp(`^${t.charts}( \\(\\d+\\))?$`) })
    .first();
  if ((await button.getAttribute('aria-pressed')) !== 'true') await button.click();
}
