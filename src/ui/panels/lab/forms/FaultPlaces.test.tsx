/** Faults at a place other than the broker, and network conditions there, in the user interface. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ControlledScene } from '../../../../broker/control/control.testkit.ts';
import { connectPacket, publishPacket } from '../../../../broker/core/broker.testkit.ts';
import { RelayScene } from '../../../../broker/relayFaults/relay.testkit.ts';
import type { DeviceTapRow } from '../../../../broker/tap/deviceTaps.ts';
import { encode } from '../../../../mqtt/codec/encode.ts';
import { named, type } from '../../../kit/page/page.testkit.ts';
import { type Shown, show } from '../../../kit/rows/liveCapture.testkit.ts';
import { CONNECTED, placeInTab, TAB_SETTINGS } from '../../../session/broker/tabBroker.testkit.ts';
import { connect } from '../../../session/connection/connections.ts';
import { LabView } from '../LabView.tsx';

const TAP: DeviceTapRow = {
  deviceTap: 3,
  listen: 'mqtt://127.0.0.1:1884',
  to: 'mqtts://broker.example:8883',
  state: 'listening',
  connections: 1,
  count: 1,
};

let taps: DeviceTapRow[];
let wire: RelayScene;
let shown: Shown;

beforeEach(async () => {
  taps = [TAP];
  wire = new RelayScene();
  wire.says('client', encode(connectPacket('oven-01'), 5));
  const scene = new ControlledScene({
    deviceTaps: { command: () => ({ kind: 'device-taps', taps, addresses: [] }) },
    relays: {
      taps: () => undefined,
      faults: (at, command) => (at === 3 ? wire.relays.command(command, wire.now) : undefined),
    },
  });
  placeInTab(scene);
  shown = await show(LabView, () => undefined);
  await shown.run(() => connect(shown.id, TAB_SETTINGS));
  await shown.run(() => shown.live.tell({ kind: 'state', state: CONNECTED }));
  await isThere('Take-over');
  await shown.until(() => shown.box.querySelector('select[aria-label="Where"]') !== null);
});
afterEach(() => shown.end());

const has = (text: string): boolean => shown.box.textContent?.includes(text) === true;
const isThere = (text: string): Promise<void> => shown.until(() => has(text));
const button = (name: string): HTMLElement => named(shown.box, 'button', name);
const field = (name: string): HTMLElement => named(shown.box, 'input', name);
const part = (name: string) => shown.click(named(shown.box, '[role=treeitem]', name));
const place = (value: string) => choose('Where', value);

async function choose(name: string, value: string): Promise<void> {
  const select = named(shown.box, 'select', name);
  if (!(select instanceof HTMLSelectElement)) throw new Error(`${name} is no select`);
  await shown.run(() => {
    select.value = value;
    select.dispatchEvent(new Event('change', { bubbles: true }));
  });
}

test('a packet on a tap stops and continues; recipes that need the built-in broker are not offered', async () => {
  await place('3');
  await shown.until(() => !has('Take-over'));
  await isThere('Lost PUBACK');
  await part('Breakpoints');
  await isThere('Add a breakpoint first.');
  await type(field('Stop packets that match'), 'type == publish');
  await type(field('Send unchanged after (s)'), '60');
  await shown.click(button('Add breakpoint'));
  await isThere('0 packets stopped');
  wire.got.server = [];
  wire.says('client', encode(publishPacket('plant/a', 'x'), 5));
  await isThere('held by breakpoint-1');
  await isThere('oven-01');
  await isThere('sent unchanged at');
  expect(wire.heard('server')).toEqual([]);
  await shown.click(button('Release'));
  await isThere('No packet is stopped');
  expect(wire.heard('server')).toEqual(['publish plant/a']);
});

test('simulates a bad network, reports invalid settings at their place, and ends it', async () => {
  await place('3');
  await part('Network');
  await isThere('The network is good');
  await type(field('Latency (ms)'), 'slow');
  await shown.click(button('Apply'));
  await isThere('network.latency');
  await choose('Preset', '2G');
  await type(field('Latency (ms)'), '40-90');
  await shown.click(button('Apply'));
  await isThere('A bad network is simulated');
  expect(wire.relays.network.conditions).toEqual({
    preset: '2G',
    latency: { least: 40, most: 90 },
  });
  await shown.click(button('Reset'));
  await isThere('The network is good');
  expect(wire.relays.network.conditions).toBeUndefined();
});

test('rules leave the network unchanged, and unaffected connections are named', async () => {
  wire.relays.network.set({ up: 1_000_000 }, wire.now);
  await place('3');
  await part('Fault rules');
  wire.relays.command(
    {
      kind: 'set-rules',
      rules: { version: 1, rules: [{ id: 'r', match: { packet: 'PUBLISH' }, do: 'drop' }] },
    },
    wire.now,
  );
  wire.says('server', Uint8Array.of(0x30, 0xff, 0xff, 0xff, 0xff, 0xff));
  await isThere('Rules do not apply to 1 connection');
  expect(wire.relays.network.conditions).toEqual({ up: 1_000_000 });
});

test('switches to the broker when a tap ends', async () => {
  await place('3');
  await shown.until(() => !has('Take-over'));
  taps = [];
  await isThere('Take-over');
  expect(has('mqtts://broker.example:8883')).toBe(false);
});
