import { afterEach, beforeEach, expect, test } from 'vitest';
import { ControlledScene } from '../../../broker/control/control.testkit.ts';
import { named, type } from '../../kit/page/page.testkit.ts';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { placeInTab, TAB_SETTINGS } from '../../session/broker/tabBroker.testkit.ts';
import { connect } from '../../session/connection/connections.ts';
import { BrokerView } from './BrokerView.tsx';

let scene: ControlledScene;
let shown: Shown;

beforeEach(() => {
  scene = new ControlledScene();
  placeInTab(scene);
});
afterEach(() => shown.end());

/** The Broker desk in a window. `isHigh`: the window is at least 800 px high. */
async function view(isHigh: boolean): Promise<void> {
  shown = await show(BrokerView, () => undefined);
  const none = window.matchMedia;
  window.matchMedia = (query) =>
    Object.assign(none(query), { matches: isHigh && query.includes('min-height') });
  await shown.run(() => connect(shown.id, TAB_SETTINGS));
  await shown.until(() => rowsOf('Clients').length >= 2);
}

const rowsOf = (grid: string): HTMLElement[] => [
  ...shown.box.querySelectorAll<HTMLElement>(`[role=grid][aria-label="${grid}"] [data-index]`),
];
const textsOf = (grid: string): (string | null)[][] =>
  rowsOf(grid).map((row) =>
    [...row.querySelectorAll('[role=gridcell]')].map(({ textContent }) => textContent),
  );
const title = (): string | null | undefined =>
  shown.box.querySelector('section[aria-label=Client] h2')?.textContent;
const chips = (): (string | null)[] =>
  [...named(shown.box, '[role=radiogroup]', 'Clients in the list').children].map(
    ({ textContent }) => textContent,
  );
const regions = (): (string | null)[] =>
  [...shown.box.querySelectorAll('section[aria-label]')].map((one) =>
    one.getAttribute('aria-label'),
  );

function clients(): void {
  const oven = scene.connect('oven-01');
  oven.publish('state/oven', 'hot', { retain: true });
  const press = scene.connect('press-07');
  press.subscribe('cmd/#');
  press.publish('state/press', '{"level":2,"text":"high pressure"}', { retain: true });
}

test('the first client’s detail is shown by default and cannot be closed', async () => {
  clients();
  await view(false);
  await shown.until(() => title() === 'oven-01');
  expect(rowsOf('Clients')[0]?.getAttribute('aria-selected')).toBe('true');
  expect(() => named(shown.box, 'button', 'Close the detail')).toThrow('no button');
  expect(regions()).not.toContain('Retained messages by topic');
});

test('a client listed before the first does not replace its detail', async () => {
  clients();
  await view(false);
  await shown.until(() => title() === 'oven-01');
  scene.connect('agv-12');
  await shown.until(() => rowsOf('Clients').length === 3);
  expect(title()).toBe('oven-01');
  expect(rowsOf('Clients')[1]?.getAttribute('aria-selected')).toBe('true');
});

test('a tall window shows retained messages and subscriptions below, with links to their clients', async () => {
  clients();
  await view(true);
  await shown.until(() => rowsOf('Retained messages by topic').length === 2);
  expect(
    textsOf('Retained messages by topic').map(([topic, value, by]) => [topic, value, by]),
  ).toEqual(
    expect.arrayContaining([
      ['state/oven', 'hot', 'oven-01'],
      ['state/press', 'level 2, text high pressure', 'press-07'],
    ]),
  );
  await shown.until(() => rowsOf('Subscriptions by topic filter').length === 1);
  expect(textsOf('Subscriptions by topic filter')).toEqual([['cmd/#', '2', 'press-07', '–']]);
  await shown.click(rowsOf('Subscriptions by topic filter')[0] ?? shown.box);
  await shown.until(() => title() === 'press-07');
  const oven = rowsOf('Retained messages by topic').find((row) => row.textContent?.includes('hot'));
  await shown.click(oven ?? shown.box);
  await shown.until(() => title() === 'oven-01');
  await shown.click(named(shown.box, 'button', 'All retained messages'));
  await shown.until(() => rowsOf('Retained messages').length === 2);
});

test('the tab counts connected clients, and the list has one that left a moment ago', async () => {
  clients();
  await view(false);
  scene.connect('gone').cut();
  await shown.until(() => rowsOf('Clients').length === 3);
  const tab = [...shown.box.querySelectorAll('[role=tab]')].find(({ textContent }) =>
    textContent?.startsWith('Clients'),
  );
  await shown.until(() => tab?.textContent === 'Clients2');
  await shown.until(() => chips().join() === 'All3,Connected2,Away1');
  expect(textsOf('Clients').map(([id]) => id)).toContain('gone');
});

test('chips show connected clients or those away, with their numbers, also of a search', async () => {
  clients();
  const kept = scene.connect('waiting', {
    properties: [{ name: 'sessionExpiryInterval', value: 3600 }],
  });
  kept.cut();
  scene.connect('gone').cut();
  await view(false);
  const ids = () => new Set(textsOf('Clients').map(([id]) => id));
  await shown.until(() => chips().join() === 'All4,Connected2,Away2');
  await shown.click(named(shown.box, 'input', 'Connected'));
  await shown.until(() => ids().size === 2);
  expect(ids()).toEqual(new Set(['oven-01', 'press-07']));
  await shown.click(named(shown.box, 'input', 'Away'));
  await shown.until(() => ids().has('gone'));
  expect(ids()).toEqual(new Set(['gone', 'waiting']));
  const away = new Map(textsOf('Clients').map((row) => [row[0], row]));
  expect(away.get('waiting')).toEqual(expect.arrayContaining(['offline', '1 h', 'in 1 h']));
  expect(away.get('gone')).not.toContain('never');
  await type(named(shown.box, 'input', 'Search clients'), 'wait');
  await shown.until(() => chips().join() === 'All1,Connected0,Away1');
});

test('says that no client is away', async () => {
  clients();
  await view(false);
  await shown.click(named(shown.box, 'input', 'Away'));
  await shown.until(() => rowsOf('Clients').length === 0);
  await shown.until(() => chips().join() === 'All2,Connected2,Away0');
  expect(shown.box.textContent).toContain('No clients away');
});
