import { useState } from 'react';
import { afterEach, expect, test } from 'vitest';
import { encode } from '../../../mqtt/encode.ts';
import { encodeSn } from '../../../mqttsn/encodeSn.ts';
import { SnRecord } from '../../../mqttsn/reading/snRecord.ts';
import type { SnMessage } from '../../../mqttsn/snMessage.ts';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { SensorList } from './SensorList.tsx';

const shownPackets: number[] = [];
const record = new SnRecord();
const ENDS = { stream: 1, client: '10.0.0.7:40000', gateway: '10.0.0.1:1884' };

function out(message: SnMessage | Uint8Array, time: number): void {
  const bytes = message instanceof Uint8Array ? message : encodeSn(message);
  record.message({ ...ENDS, direction: 'out', time, bytes });
}

const CONNECT = { cleanSession: true, keepAlive: 60, clientId: 'soil', will: false, protocolId: 1 };
out({ type: 'connect', ...CONNECT }, 0);
record.packet(
  4,
  'out',
  encode(
    {
      type: 'connect',
      protocolName: 'MQTT',
      protocolLevel: 5,
      cleanStart: true,
      keepAlive: 0,
      clientId: 'soil',
      properties: [],
    },
    5,
  ),
  12,
);
out(Uint8Array.of(3, 0x16, 0, 0), 1_000);

let forgotten: number | undefined;

function List() {
  const [chosen, setChosen] = useState<number>();
  return (
    <SensorList
      focus="sensors"
      page={{ ...record.rows(0, 50), ...(forgotten !== undefined && { forgotten }) }}
      onRange={() => undefined}
      chosen={chosen}
      detail={chosen === undefined ? undefined : record.detail(chosen)}
      onChoose={setChosen}
      origin={0}
      onPacket={(packet) => shownPackets.push(packet)}
    />
  );
}

let shown: Shown;
afterEach(() => shown.end());

function must(element: Element | null | undefined): Element {
  if (element === null || element === undefined) throw new Error('It is not there.');
  return element;
}
const rows = () => [...shown.box.querySelectorAll('[role=row][data-index]')];
const textOf = (element: Element | undefined) => element?.textContent ?? '';
const buttons = (name: RegExp) =>
  [...shown.box.querySelectorAll('button')].filter((one) => name.test(one.textContent ?? ''));

test('each message stands beside the packet of MQTT, and leads to it, to its fields and to its bytes', async () => {
  shown = await show(List, () => undefined);
  await shown.until(() => rows().length === 2);
  expect(textOf(rows()[0])).toContain('CONNECT');
  expect(textOf(rows()[0])).toContain('packet 12');
  expect(textOf(rows()[1])).toContain('The length says 3 bytes, and the datagram has 4.');
  await shown.click(must(rows()[0]));
  await shown.until(() => buttons(/^Show packet 12$/).length === 1);
  await shown.click(must(buttons(/^Show packet 12$/)[0]));
  expect(shownPackets).toEqual([12]);
  const [field] = buttons(/^ClientId/);
  expect(textOf(field)).toBe('ClientIdsoil6–9');
  await shown.click(must(field));
  expect(buttons(/^ClientId/)[0]?.getAttribute('aria-pressed')).toBe('true');
});

test('keys go from message to message, and what is wrong is told in full', async () => {
  shown = await show(List, () => undefined);
  await shown.until(() => rows().length === 2);
  const grid = must(shown.box.querySelector('[role=grid]'));
  await shown.press(grid, 'End');
  await shown.until(() => rows()[1]?.getAttribute('aria-selected') === 'true');
  expect(shown.box.querySelector('ul')?.textContent).toContain('MQTT-SN 1.2, section 5.2.1');
  await shown.press(grid, 'ArrowUp');
  expect(rows()[0]?.getAttribute('aria-selected')).toBe('true');
});

test('it says where sensors were forgotten, of which something may be missing', async () => {
  forgotten = 3;
  shown = await show(List, () => undefined);
  await shown.until(() => rows().length === 2);
  forgotten = undefined;
  expect(shown.box.textContent).toContain('silent for longest were forgotten (3)');
});
