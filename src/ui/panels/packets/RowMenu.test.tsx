import { afterEach, expect, test, vi } from 'vitest';
import { publishBytes } from '../../../engine/topics/messages.testkit.ts';
import { settingsWith } from '../../../profiles/settings/settings.testkit.ts';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { useConnections } from '../../session/connection/connections.ts';
import { filterOf } from '../../session/filter/filters.ts';
import { PacketsView } from './PacketsView.tsx';

let shown: Shown;
afterEach(async () => {
  vi.unstubAllGlobals();
  await shown.end();
});

const item = (name: string) =>
  [...shown.box.querySelectorAll<HTMLElement>('[role=menuitem]')].find((one) =>
    one.textContent?.startsWith(name),
  );

/** Opens the menu of the first row, and one of its submenus. */
async function openMenu(submenu: string): Promise<void> {
  const opener = shown.box.querySelector<HTMLElement>('[data-index="0"] [data-row-menu]');
  await shown.click(opener ?? shown.box);
  await shown.until(() => item(submenu) !== undefined);
  await shown.click(item(submenu) ?? shown.box);
}

const menus = () => shown.box.querySelectorAll('[role=menu]').length;
const press = (key: string) => shown.press(document.activeElement ?? shown.box, key);

test('a row’s menu button filters by a value, and copies the message as JSON and the link', async () => {
  const copied = vi.fn<(text: string) => Promise<void>>().mockResolvedValue(undefined);
  vi.stubGlobal('navigator', { clipboard: { writeText: copied } });
  shown = await show(PacketsView, (live) =>
    live.receive(publishBytes('oven', '{"temp":1.50,"on":true}')),
  );
  await shown.run(() =>
    useConnections.setState(({ list }) => ({
      list: list.map((one) => ({ ...one, settings: settingsWith({}) })),
    })),
  );
  await shown.until(() => shown.box.querySelector('[data-index="0"]') !== null);

  await openMenu('Copy');
  expect(shown.box.querySelector('[role=menu]')?.getAttribute('aria-label')).toBe(
    'Actions for No. 1',
  );
  await shown.click(item('Copy message as JSON') ?? shown.box);
  await shown.until(() => copied.mock.calls.length === 1);
  expect(copied).toHaveBeenLastCalledWith(
    '{"topic":"oven","qos":0,"retain":false,"payload":{"temp":1.50,"on":true}}',
  );

  await openMenu('Copy');
  await shown.click(item('Copy link') ?? shown.box);
  await shown.until(() => copied.mock.calls.length === 2);
  expect(copied).toHaveBeenLastCalledWith(expect.stringContaining('#/connect?'));

  await openMenu('Filter');
  await shown.click(item('payload.temp == 1.5') ?? shown.box);
  await shown.until(() => filterOf(shown.id).applied.startsWith('payload.temp == 1.5'));
});

test('→ opens a submenu, ← closes it, Escape closes all', async () => {
  shown = await show(PacketsView, (live) => live.receive(publishBytes('oven', '{"temp":1.50}')));
  await shown.until(() => shown.box.querySelector('[data-index="0"]') !== null);
  await openMenu('Copy');
  expect([menus(), document.activeElement?.textContent]).toEqual([2, 'Copy payload']);
  await press('ArrowLeft');
  expect([menus(), document.activeElement?.textContent]).toEqual([1, 'Copy']);
  await press('End');
  await press('ArrowRight');
  expect([menus(), document.activeElement?.textContent]).toEqual([2, 'payload.temp == 1.50=']);
  // The opposite of the line, and back.
  await press('ArrowRight');
  expect(document.activeElement?.getAttribute('aria-label')).toBe(
    'Filter out payload.temp == 1.50',
  );
  await press('ArrowDown');
  expect(document.activeElement?.textContent).toBe('topic == "oven"=');
  await press('Escape');
  expect(menus()).toBe(0);
});

test('a value of the payload gets a column, whose cells are filled, and loses it', async () => {
  shown = await show(PacketsView, (live) => {
    live.receive(publishBytes('oven', '{"temp":1.50,"on":true}'));
    live.receive(publishBytes('other', '{"temp":7}'));
  });
  await shown.until(() => shown.box.querySelector('[data-index="1"]') !== null);
  const heads = () =>
    [...shown.box.querySelectorAll('[role=columnheader]')].map((head) => head.textContent);
  const cells = () =>
    [...shown.box.querySelectorAll('[data-index]')].map(
      (row) => [...row.querySelectorAll('[role=gridcell]')].at(-1)?.textContent,
    );
  await openMenu('Values');
  await shown.click(item('Show temp as a column') ?? shown.box);
  await shown.until(() => heads().at(-1) === 'temp' && cells().every(Boolean));
  expect(cells()).toEqual(['1.50', '7']);
  await openMenu('Values');
  await shown.click(item('Remove the column temp') ?? shown.box);
  await shown.until(() => !heads().includes('temp'));
});
