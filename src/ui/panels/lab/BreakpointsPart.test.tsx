import { afterEach, beforeEach, expect, test } from 'vitest';
import { ControlledScene } from '../../../broker/control/control.testkit.ts';
import type { Wire } from '../../../broker/core/broker.testkit.ts';
import { packetFilters } from '../../../engine/filtering/packetFilters.ts';
import { named, type } from '../../kit/page/page.testkit.ts';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { CONNECTED, placeInTab, TAB_SETTINGS } from '../../session/broker/tabBroker.testkit.ts';
import { connect } from '../../session/connection/connections.ts';
import { LabView } from './LabView.tsx';

let scene: ControlledScene;
let shown: Shown;
let device: Wire;
let watcher: Wire;

beforeEach(async () => {
  scene = new ControlledScene({ faults: { rules: [], filters: packetFilters } });
  placeInTab(scene);
  watcher = scene.connect('watcher');
  watcher.subscribe({ filter: '#', qos: 1 });
  device = scene.connect('device');
  shown = await show(LabView, () => undefined);
  await shown.run(() => connect(shown.id, TAB_SETTINGS));
  await shown.run(() => shown.live.tell({ kind: 'state', state: CONNECTED }));
  await isThere('Lost PUBACK');
  await shown.click(named(shown.box, '[role=treeitem]', 'Breakpoints'));
  await isThere('Add a breakpoint first.');
});
afterEach(() => shown.end());

const has = (text: string): boolean => shown.box.textContent?.includes(text) === true;
const isThere = (text: string): Promise<void> => shown.until(() => has(text));
const button = (name: string): HTMLElement => named(shown.box, 'button', name);
/** The number of stopped packets is shown before the waiting packet. */
const oneIsShown = (): Promise<void> =>
  shown.until(() => shown.box.querySelector('section[aria-label="Stopped packet"]') !== null);
const field = (name: string): HTMLElement => named(shown.box, 'input', name);

async function stopAt(filter: string): Promise<void> {
  await type(field('Stop packets that match'), filter);
  await shown.click(button('Add breakpoint'));
}

/** Topics and payloads that the watcher has got. */
const got = (): readonly string[] =>
  watcher
    .take()
    .flatMap((packet) =>
      packet.type === 'publish'
        ? [`${packet.topic} ${new TextDecoder().decode(packet.payload)}`]
        : [],
    );

async function stopped(): Promise<void> {
  await stopAt('type == publish and payload.temp > 30 and dir == out');
  await isThere('0 packets stopped');
  device.publish('plant/a', '{"temp": 20}', { qos: 1, packetId: 1 });
  device.publish('plant/a', '{"temp": 40}', { qos: 1, packetId: 2 });
  await isThere('1 packet stopped');
  await shown.until(
    () => shown.box.querySelector('section[aria-label="Stopped packet"] textarea') !== null,
  );
  expect(got()).toEqual(['plant/a {"temp": 20}']);
}

test('typed values survive a visit to another part', async () => {
  const part = (name: string) => shown.click(named(shown.box, '[role=treeitem]', name));
  await type(field('Stop packets that match'), 'topic ==');
  await part('Network');
  await type(field('Latency (ms)'), '50-300');
  await part('Breakpoints');
  expect(field('Stop packets that match')).toMatchObject({ value: 'topic ==' });
  await part('Network');
  expect(field('Latency (ms)')).toMatchObject({ value: '50-300' });
});

test('a matching packet stops, is changed and continues; both ends stay in step', async () => {
  await stopped();
  await type(field('Topic'), 'plant/b');
  await isThere('changed');
  await type(named(shown.box, 'textarea', 'Payload'), '{"temp": 41.5}');
  expect(has('Both ends stay in step.')).toBe(true);
  await shown.click(button('Send'));
  await isThere('No packet is stopped');
  expect(got()).toEqual(['plant/b {"temp": 41.5}']);
  expect(device.take().map((packet) => packet.type)).toContain('puback');
});

test('a breakpoint, an edit and Send take three clicks: the focus moves to the next input', async () => {
  shown.box.focus();
  await shown.click(named(shown.box, '[role=treeitem]', 'Breakpoints'));
  await shown.until(() => document.activeElement === field('Stop packets that match'));
  await type(field('Stop packets that match'), 'type == publish and dir == out');
  await shown.press(field('Stop packets that match'), 'Enter');
  await isThere('0 packets stopped');
  device.publish('plant/a', '{"temp": 20}', { qos: 0 });
  await oneIsShown();
  const payload = () => named(shown.box, 'textarea', 'Payload');
  await shown.until(() => document.activeElement === payload());
  await type(payload(), '{"temp": 21}');
  await shown.click(button('Send'));
  await isThere('No packet is stopped');
  expect(got()).toEqual(['plant/a {"temp": 21}']);
});

test('a packet that stops does not take the focus from an input', async () => {
  await stopAt('type == publish');
  await isThere('0 packets stopped');
  await type(field('Stop packets that match'), 'type == sub');
  await shown.run(() => field('Stop packets that match').focus());
  device.publish('plant/a', '1', { qos: 0 });
  await oneIsShown();
  expect(document.activeElement).toBe(field('Stop packets that match'));
});

test('a changed field shows its original value', async () => {
  await stopped();
  await type(field('Topic'), 'plant/b');
  await isThere('was plant/a');
  await shown.click(named(shown.box, '[role=switch]', 'Retain'));
  await isThere('was Retain off');
  expect(has('was {"temp": 40}')).toBe(false);
  await type(named(shown.box, 'textarea', 'Payload'), '{"temp": 41.5}');
  await isThere('was {"temp": 40}');
  await type(field('Topic'), 'plant/a');
  await shown.until(() => !has('was plant/a'));
});

test('a payload that a text field would alter is edited as bytes', async () => {
  await stopAt('type == publish');
  device.publish('plant/a', 'one\r\ntwo', { qos: 0 });
  await oneIsShown();
  await isThere('The payload is not text');
  expect(has('one␍␊two')).toBe(true);
});

test('says in advance which end will notice; an answer sent for the broker corrects that', async () => {
  await stopped();
  expect(has('If dropped')).toBe(true);
  expect(has('The client waits for PUBACK 2, which never arrives.')).toBe(true);
  await shown.click(named(shown.box, '[role=switch]', 'Answer with PUBACK for the broker'));
  expect(has('never arrives')).toBe(false);
  device.take();
  await shown.click(button('Drop'));
  await isThere('No packet is stopped');
  expect(device.take()).toMatchObject([{ type: 'puback', packetId: 2 }]);
  expect(got()).toEqual([]);
});

test('an edit becomes a rule, and such packets no longer stop', async () => {
  await stopped();
  await type(field('Topic'), 'plant/b');
  await shown.click(button('Make a rule'));
  await isThere('Rule edit-1 now changes such packets.');
  device.publish('plant/a', '{"temp": 50}', { qos: 0 });
  await shown.click(button('Send'));
  await isThere('No packet is stopped');
  expect(got()).toEqual(['plant/b {"temp": 40}', 'plant/b {"temp": 50}']);
});

test('an invalid filter, or one on facts known only later, is rejected with the reason', async () => {
  await stopAt('type == publish and');
  expect(shown.box.querySelector('input[aria-invalid]')).not.toBeNull();
  await stopAt('exchange.latency > 5 ms');
  await isThere('This condition is known only later');
  expect(has('Add a breakpoint first.')).toBe(true);
});

test('a topic typed instead of an alias does not redefine the alias', async () => {
  await stopAt('type == publish and dir == out');
  await isThere('0 packets stopped');
  const properties = [{ name: 'topicAlias', value: 3 }] as const;
  device.publish('plant/a', 'first', { properties });
  await isThere('1 packet stopped');
  await oneIsShown();
  await shown.click(button('Release'));
  await isThere('No packet is stopped');
  device.publish('', 'second', { properties });
  await isThere('2 packets stopped');
  await shown.until(() => has('Add property'));
  await type(field('Topic'), 'plant/b');
  await isThere('changed');
  await isThere('Both ends stay in step.');
  await shown.click(button('Send'));
  await isThere('No packet is stopped');
  device.publish('', 'third', { properties });
  await isThere('3 packets stopped');
  await oneIsShown();
  await shown.click(button('Release'));
  await isThere('No packet is stopped');
  expect(got()).toEqual(['plant/a first', 'plant/b second', 'plant/a third']);
});

test('arrow keys move between breakpoints in the list', async () => {
  await stopAt('type == publish');
  const items = () => [...shown.box.querySelectorAll<HTMLElement>('[role=treeitem]')];
  const focused = () => items().findIndex((item) => item === document.activeElement);
  await shown.until(() => items().some((item) => item.textContent?.startsWith('type') === true));
  const first = items().findIndex((item) => item.textContent?.startsWith('Breakpoints'));
  items()[first]?.focus();
  for (const step of [1, 2, 3]) {
    await shown.press(document.activeElement ?? document.body, 'ArrowDown');
    expect(focused()).toBe(first + step);
  }
});
