/** Steps of a walk through the app and their scenes. Names are taken from its texts, in any language. */
import type { Page } from '@playwright/test';
import type { Texts } from '../../src/i18n/en/texts.ts';
import { showPanel } from '../kit/page/panels.ts';
import type { Companion } from '../kit/peers/companion.ts';

export interface Way {
  readonly page: Page;
  readonly t: Texts;
  readonly companion: Companion;
  /** Panes are tabs. */
  readonly isNarrow: boolean;
}

export interface Scene {
  readonly name: string;
  /** Starts where the previous scene ended. */
  readonly pose: (way: Way) => Promise<void>;
}

/** A panel, a pane, or a part of the panel in front. */
export async function tab({ page, t }: Way, name: string): Promise<void> {
  const { shell } = t;
  const { topic, devices, topics: pane, charts, packets, requests } = shell;
  const { streams, problems, broker, platform } = shell;
  const watch: readonly string[] = [topic, devices, pane, charts];
  const { exchanges } = t.packets.grouping;
  const panels = [...watch, exchanges, packets, requests, streams, problems, broker, platform];
  if (panels.includes(name)) return showPanel(page, name, { t: shell });
  // Tabs may end with a count; further parts of a topic unfold, and narrow windows have a menu of tabs.
  const start = new RegExp(`^${name.replace('$', '\\$')}(?![a-z])`);
  const part = page
    .getByRole('tab', { name: start })
    .or(page.getByRole('button', { name, exact: true, expanded: false }))
    .filter({ visible: true })
    // Parts of a selected device are after those of the panel.
    .last();
  const more = page
    .getByRole('tablist')
    .locator('..')
    .getByRole('button', { name: new RegExp(`^(${t.broker.moreParts}|${t.topic.aboutTopic})`) })
    .filter({ visible: true });
  await part.or(more.first()).first().waitFor();
  if (await part.isVisible()) return part.click();
  for (const menu of await more.all()) {
    await menu.click();
    const item = page
      .getByRole('menuitem', { name: start })
      .or(page.getByRole('menuitemradio', { name: start }));
    await page.getByRole('menu').waitFor();
    if ((await item.count()) > 0) return item.first().click();
    await page.keyboard.press('Escape');
  }
  throw new Error(`nothing is called ${name}`);
}
export const button = ({ page }: Way, name: string) =>
  page.getByRole('button', { name, exact: true }).first().click();
export const radio = ({ page }: Way, name: string) =>
  page.getByRole('radio', { name, exact: true }).first().check();
const firstRow = ({ page }: Way, grid: string) =>
  page.getByRole('grid', { name: grid, exact: true }).locator('[data-index]').first();
const escape = ({ page }: Way) => page.keyboard.press('Escape');
/** Waits for topics, in the pane beside the desk or in its place. */
export const topics = async (way: Way, count: number) => {
  if (way.isNarrow) await tab(way, way.t.shell.topics);
  await way.page.getByRole('treeitem').nth(count).waitFor();
};

/** A view, opened by its tab, once its list has a row. */
export const view = (
  name: string,
  label: (t: Texts) => string,
  grid?: (t: Texts) => string,
): Scene => ({
  name,
  pose: async (way) => {
    await tab(way, label(way.t));
    if (grid !== undefined) await firstRow(way, grid(way.t)).waitFor();
  },
});
/** The same with its first row selected. */
export const chosen = (
  name: string,
  label: (t: Texts) => string,
  grid: (t: Texts) => string,
): Scene => ({
  name,
  pose: async (way) => {
    await tab(way, label(way.t));
    await firstRow(way, grid(way.t)).click();
  },
});
export const segment = (name: string, label: (t: Texts) => string): Scene => ({
  name,
  pose: async ({ page, t }) => {
    const radio = page.getByRole('radio', { name: label(t), exact: true }).first();
    const bar = page.getByRole('group', { name: t.packets.toolbar, exact: true });
    // A phone has a menu for the packet list.
    if (!(await radio.isVisible()) && (await bar.isVisible())) {
      await bar.getByRole('button').first().click();
      return page.getByRole('menuitemradio', { name: label(t) }).click();
    }
    return radio.click();
  },
});
/** An overlay on the previous scene, which is closed again. */
export const over = (name: string, open: (way: Way) => Promise<unknown>): Scene => ({
  name,
  pose: async (way) => {
    await open(way);
    await way.page.locator('dialog[open], [role=menu], [popover]:popover-open').first().waitFor();
  },
});
/** Scenes without a name are not photographed. */
export const closing: Scene = { name: '', pose: escape };
