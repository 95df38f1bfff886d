/** Brings panels to the front like a person: by their desk, then by their tab. */
import type { Locator, Page } from '@playwright/test';
import { lab as englishLab } from '../../../src/i18n/en/broker/lab.ts';
import { shell as english } from '../../../src/i18n/en/shell/shell.ts';

const DESKS = {
  watch: ['topic', 'devices'],
  inspect: ['packets', 'requests', 'streams', 'problems'],
  broker: ['broker', 'platform'],
  lab: ['faults', 'workshop'],
} as const;
const IDS = ['watch', 'inspect', 'broker', 'lab'] as const;

export async function showDesk(
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

const INSPECT = ['packets', 'requests', 'streams', 'problems'] as const;
/** Choices of the tool bar, in their order. The last list is in its menu. */
const ROWS = ['exchanges', 'packets', 'requests', 'streams', 'problems'] as const;
/** The packet list with exchanges as rows, in both languages. */
const EXCHANGES = ['Exchanges', '交互'];

/** Lists of Inspect are chosen in its tool bar, or in the menu of the tool bar. */
async function showList(
  page: Page,
  list: (typeof ROWS)[number],
  patience: number | undefined,
): Promise<void> {
  const bar = page.getByRole('group', { name: /^(Packet list|报文列表)$/ });
  const more = bar.getByRole('button', { name: /^(More for this list|列表的更多操作)$/ });
  const timeout = patience === undefined ? {} : { timeout: patience };
  // The list loads when it is first shown.
  await more.waitFor(timeout);
  if (list !== 'problems') {
    const at = ROWS.indexOf(list);
    const choices = bar.getByRole('radiogroup').first().getByRole('radio');
    if (await choices.first().isVisible()) {
      await choices.nth(at).check(timeout);
      return;
    }
    await bar.getByRole('button').first().click(timeout);
    await page.getByRole('menuitemradio').nth(at).click();
    return;
  }
  await more.click(timeout);
  await page.getByRole('menuitem').first().click();
}

/** Chooses a group or a recipe in the list of the Lab desk. */
export async function showExperiment(page: Page, name: string, t: typeof english = english) {
  await showDesk(page, 'lab', t);
  const item = page.getByRole('treeitem', { name, exact: true });
  // On a phone, an experiment is shown instead of the list.
  const back = page.getByRole('button', { name: /^(All experiments|所有实验)$/ });
  await item.or(back).first().waitFor();
  if (await back.isVisible()) await back.click();
  await item.click();
}

const EXPERIMENTS: readonly string[] = Object.values(englishLab.groups);

/**
 * @param name as on its tab, also for a pane
 * @param patience ms until it must be available
 */
export async function showPanel(
  page: Page,
  name: string,
  { t = english, patience }: { readonly t?: typeof english; readonly patience?: number } = {},
): Promise<void> {
  // Panels without a tab: groups of the Lab's list, and a part of the broker.
  if (EXPERIMENTS.includes(name)) return showExperiment(page, name, t);
  if (name === t.faults) return showDesk(page, 'lab', t);
  if (EXCHANGES.includes(name)) {
    await showDesk(page, 'inspect', t);
    return showList(page, 'exchanges', patience);
  }
  const isPane = name === t.topics;
  const desk = isPane ? 'watch' : IDS.find((id) => DESKS[id].some((panel) => t[panel] === name));
  if (desk !== undefined) await showDesk(page, desk, t);
  if (name === t.charts) return showBoard(page, t);
  const list = INSPECT.find((panel) => t[panel] === name);
  if (list !== undefined) return showList(page, list, patience);
  // Chosen in the pane beside it in wide windows.
  if (name === t.topic || name === t.devices) {
    const pane = page.getByRole('complementary', { name: t.topics, exact: true });
    if (await pane.isVisible()) return showBeside(page, pane, name, t, patience);
  }
  // A desk with a single panel has no tabs.
  const isTabbed = await page
    .getByRole('tablist', { name: new RegExp(`^(${t.views}|${t.panes})$`) })
    .isVisible();
  if (name === t.broker && !isTabbed) return;
  const tabs =
    name === t.platform
      ? page.getByRole('tabpanel')
      : page.getByRole('tablist', { name: new RegExp(`^(${t.views}|${t.panes})$`) });
  const tab = tabs.getByRole('tab', { name: new RegExp(`^${name}(?![a-z\\p{Script=Han}])`, 'u') });
  await tab.click(patience === undefined ? {} : { timeout: patience });
}

/** Devices are beside the tree; any topic is shown once the tree is chosen. */
async function showBeside(
  page: Page,
  pane: Locator,
  name: string,
  t: typeof english,
  patience: number | undefined,
): Promise<void> {
  const choices = pane.getByRole('radiogroup').first().getByRole('radio');
  if (name === t.topic) {
    if (await page.getByRole('tabpanel', { name, exact: true }).isVisible()) return;
    await choices.first().check();
    return;
  }
  // A choice that is made again brings nothing to the front.
  if (await page.getByRole('tabpanel', { name, exact: true }).isVisible())
    await choices.first().check();
  await choices.last().check(patience === undefined ? {} : { timeout: patience });
  await page.getByRole('tabpanel', { name, exact: true }).waitFor();
}

/** Pins the chart board, or shows it instead of the panel if there is room for only one. */
async function showBoard(page: Page, t: typeof english): Promise<void> {
  await showPanel(page, t.topic, { t });
  const tab = page
    .getByRole('tablist', { name: t.panes, exact: true })
    .getByRole('tab', { name: new RegExp(`^${t.charts}(?![a-z])`) });
  if (await tab.isVisible()) return tab.click();
  const button = page.getByRole('button', { name: new RegExp(`^${t.charts}( ?\\d+)?$`) }).first();
  if ((await button.getAttribute('aria-pressed')) !== 'true') await button.click();
}
