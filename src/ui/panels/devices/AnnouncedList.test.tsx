import { afterEach, beforeEach, expect, test } from 'vitest';
import { publishBytes } from '../../../engine/topics/messages.testkit.ts';
import { plainSubscription } from '../../../profiles/settings/plainSubscription.ts';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { CONNECTED } from '../../session/connection/handle.testkit.ts';
import { useClearAsked } from '../../session/retained/asked.ts';
import { setLayout } from '../../session/view/layout.ts';
import { DevicesView } from './DevicesView.tsx';

let shown: Shown;
// The list is in the panel, not in the pane beside it.
beforeEach(() => setLayout({ topicsCollapsed: true }));
afterEach(() => shown.end());

const at = (object: string) => `homeassistant/sensor/${object}/config`;
const discovery = (object: string, device: string) =>
  publishBytes(
    at(object),
    JSON.stringify({ stat_t: `home/${object}`, uniq_id: object, dev: { ids: device } }),
    { retain: true },
  );
const says = (text: string) => shown.box.textContent?.includes(text) === true;
const button = (name: string) =>
  [...shown.box.querySelectorAll('button')].find(({ textContent }) => textContent === name) ??
  shown.box;
const radio = (name: string) =>
  shown.box.querySelector(`input[type=radio][aria-label="${name}"]`) ?? shown.box;
const rows = () =>
  [...shown.box.querySelectorAll('[aria-label=Discovery] [data-index]')].map((row) =>
    [...row.querySelectorAll('[role=gridcell]')].map((cell) => cell.textContent),
  );

/** An attic without messages, and a hall with one silent sensor. */
async function showDiscovery(): Promise<void> {
  shown = await show(DevicesView, (live) => {
    live.receive(discovery('attic', 'a'));
    live.receive(discovery('hall', 'h'));
    live.receive(discovery('hall2', 'h'));
    live.receive(publishBytes('home/hall', '20'));
    live.wait(31_000_000);
  });
  await shown.until(() => radio('Discovery') !== shown.box);
  const state = { kind: 'granted', qos: 0 } as const;
  const subscriptions = [{ subscription: plainSubscription('#', 0), state }];
  await shown.run(() => shown.live.tell({ kind: 'subscriptions', subscriptions }));
  await shown.click(radio('Discovery'));
  await shown.until(() => rows().length === 3);
}

test('announcements are listed with whether a device backs them', async () => {
  await showDiscovery();
  expect(rows().map(([, topic, device, behind]) => [topic, device, behind])).toEqual([
    [at('attic'), 'a', 'no message from its device'],
    [at('hall'), 'h', 'active'],
    [at('hall2'), 'h', 'nothing onhome/hall2'],
  ]);
  await shown.click(radio('Left over'));
  await shown.until(() => rows().length === 1);
});

test('an announcement without a subscription has an unknown state', async () => {
  await showDiscovery();
  await shown.run(() => shown.live.tell({ kind: 'subscriptions', subscriptions: [] }));
  shown.live.wait(2_000_000);
  await shown.until(() => rows()[0]?.[3] === 'not known yet');
  expect(rows().map(([, , , behind]) => behind)).toEqual([
    'not known yet',
    'active',
    'not known yet',
  ]);
});

test('orphaned announcements are selected together, others by hand or keys, and cleared after a preview', async () => {
  await showDiscovery();
  expect(button('Clear chosen…')).toHaveProperty('disabled', true);
  await shown.click(button('Choose those left over'));
  await shown.until(() => says('Clear 1…'));
  // Without a connection, retained messages cannot be cleared.
  expect(button('Clear 1…')).toHaveProperty('disabled', true);
  await shown.run(() => shown.live.tell({ kind: 'state', state: CONNECTED }));
  const grid = shown.box.querySelector('[role=grid][aria-label=Discovery]') ?? shown.box;
  await shown.click(grid.querySelector('[data-index="2"]') ?? grid);
  await shown.press(grid, ' ');
  await shown.click(button('Clear 2…'));
  expect(useClearAsked.getState().asked).toMatchObject({ topics: [at('attic'), at('hall2')] });
  // The device was removed, so it is no longer chosen.
  shown.live.receive(publishBytes(at('attic'), ''));
  await shown.until(() => says('Clear 1…'));
});
