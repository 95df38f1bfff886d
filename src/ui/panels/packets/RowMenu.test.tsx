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

async function openMenu(): Promise<void> {
  const opener = shown.box.querySelector<HTMLElement>('[data-index="0"] [data-row-menu]');
  await shown.click(opener ?? shown.box);
  await shown.until(() => item('Copy packet as hex') !== undefined);
}

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

  await openMenu();
  expect(shown.box.querySelector('[role=menu]')?.getAttribute('aria-label')).toBe(
    'Actions for No. 1',
  );
  await shown.click(item('Copy message as JSON') ?? shown.box);
  await shown.until(() => copied.mock.calls.length === 1);
  expect(copied).toHaveBeenLastCalledWith(
    '{"topic":"oven","qos":0,"retain":false,"payload":{"temp":1.50,"on":true}}',
  );

  await openMenu();
  await shown.click(item('Copy link') ?? shown.box);
  await shown.until(() => copied.mock.calls.length === 2);
  expect(copied).toHaveBeenLastCalledWith(expect.stringContaining('#/connect?'));

  await openMenu();
  const group = [...shown.box.querySelectorAll('[role=group]')].find((one) =>
    one.getAttribute('aria-label')?.startsWith('payload.temp == 1.5'),
  );
  await shown.click(group?.querySelector('[role=menuitem]') ?? shown.box);
  await shown.until(() => filterOf(shown.id).applied.startsWith('payload.temp == 1.5'));
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
  await openMenu();
  await shown.click(item('Show temp as a column') ?? shown.box);
  await shown.until(() => heads().at(-1) === 'temp' && cells().every(Boolean));
  expect(cells()).toEqual(['1.50', '7']);
  await openMenu();
  await shown.click(item('Remove the column temp') ?? shown.box);
  await shown.until(() => !heads().includes('temp'));
});
