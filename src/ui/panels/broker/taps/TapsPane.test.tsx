/** Taps between devices and brokers in the user interface. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ControlledScene } from '../../../../broker/control/control.testkit.ts';
import type { DeviceTapCommand, DeviceTapRow } from '../../../../broker/tap/deviceTaps.ts';
import { named, type } from '../../../kit/page/page.testkit.ts';
import { type Shown, show } from '../../../kit/rows/liveCapture.testkit.ts';
import { placeInTab, TAB_SETTINGS } from '../../../session/broker/tabBroker.testkit.ts';
import { changeTapDraft, EMPTY_TAP } from '../../../session/broker/tapDraft.ts';
import { connect } from '../../../session/connection/connections.ts';
import { TapsPane } from './TapsPane.tsx';

const TAP: DeviceTapRow = {
  deviceTap: 1,
  listen: 'mqtts://127.0.0.1:8883',
  to: 'mqtt://a.example:1883',
  state: 'listening',
  connections: 0,
  count: 0,
  isOwn: true,
};

let orders: DeviceTapCommand[];
let taps: DeviceTapRow[];
let shown: Shown;

beforeEach(async () => {
  changeTapDraft(EMPTY_TAP);
  orders = [];
  taps = [];
  const command = (given: DeviceTapCommand) => {
    if (given.kind === 'start-device-tap') {
      orders.push(given);
      taps = [TAP];
    }
    return { kind: 'device-taps', taps, addresses: [] } as const;
  };
  placeInTab(new ControlledScene({ deviceTaps: { command } }));
  shown = await show(TapsPane, () => undefined);
  await shown.run(() => connect(shown.id, TAB_SETTINGS));
  await shown.until(() => has('No device tap yet'));
});
afterEach(() => shown.end());

const has = (text: string): boolean => shown.box.textContent?.includes(text) === true;
const field = (name: string): HTMLElement => named(shown.box, 'input', name);
const button = (name: string): HTMLElement => named(shown.box, 'button', name);

async function listenWith(scheme: string): Promise<void> {
  const select = named(shown.box, 'select', 'Devices connect with');
  if (!(select instanceof HTMLSelectElement)) throw new Error('no select');
  await shown.run(() => {
    select.value = scheme;
    select.dispatchEvent(new Event('change', { bubbles: true }));
  });
}

async function choose(name: string, text: string): Promise<void> {
  const input = field(name);
  await shown.run(() => {
    Object.defineProperty(input, 'files', { value: [new File([text], `${text}.pem`)] });
    input.dispatchEvent(new Event('change', { bubbles: true }));
  });
  await shown.until(() => has(`${text}.pem`));
}

test('several brokers by server name, and a custom certificate', async () => {
  await type(field('Their broker'), 'mqtt://a.example:1883');
  expect(has('Another broker by server name')).toBe(false);
  await listenWith('mqtts');
  await shown.click(button('Another broker by server name'));
  await type(field('Server name 1 (SNI)'), 'b.example');
  await type(field('Broker for server name 1'), 'mqtts://b.internal:8883');
  await shown.click(named(shown.box, 'input[type=radio]', 'Your own'));
  expect(button('Start tap').hasAttribute('disabled')).toBe(true);
  await choose('File: Certificate (PEM)…', 'CERT');
  await choose('File: Private key (PEM)…', 'KEY');
  await shown.click(button('Start tap'));
  await shown.until(() => orders.length > 0);
  expect(orders).toEqual([
    {
      kind: 'start-device-tap',
      listen: 'mqtts://127.0.0.1:8883',
      to: 'mqtt://a.example:1883 b.example=mqtts://b.internal:8883',
      cert: 'CERT',
      key: 'KEY',
    },
  ]);
  await shown.until(() => has('Devices see your certificate.'));
});

test('TLS options are hidden if devices do not use TLS', async () => {
  await type(field('Their broker'), 'mqtt://a.example:1883');
  await listenWith('mqtts');
  await shown.click(button('Another broker by server name'));
  await type(field('Broker for server name 1'), 'mqtts://b.internal:8883');
  expect(button('Start tap').hasAttribute('disabled')).toBe(true);
  await listenWith('mqtt');
  await shown.click(button('Start tap'));
  await shown.until(() => orders.length > 0);
  expect(orders).toMatchObject([{ to: 'mqtt://a.example:1883' }]);
});

test('typed values survive leaving the view', async () => {
  await type(field('Their broker'), 'mqtts://a.example:8883');
  await listenWith('wss');
  await shown.end();
  shown = await show(TapsPane, () => undefined);
  await shown.run(() => connect(shown.id, TAB_SETTINGS));
  await shown.until(() => has('No device tap yet'));
  const values = ['Their broker', 'Port'].map((name) => field(name).getAttribute('value'));
  expect(values).toEqual(['mqtts://a.example:8883', '8085']);
});
