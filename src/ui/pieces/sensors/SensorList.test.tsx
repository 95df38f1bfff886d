import { useState } from 'react';
import { afterEach, expect, test } from 'vitest';
import { compileFilter } from '../../../engine/filter/compile.ts';
import { sensorFilter } from '../../../engine/filter/sensorFacts.ts';
import { encode } from '../../../mqtt/codec/encode.ts';
import { encodeSn } from '../../../mqttsn/encodeSn.ts';
import { parsePredefinedTopics, writePredefinedTopics } from '../../../mqttsn/predefinedTopics.ts';
import type { SnFilter } from '../../../mqttsn/reading/snMatches.ts';
import { SnRecord } from '../../../mqttsn/reading/snRecord.ts';
import type { SnMessage } from '../../../mqttsn/snMessage.ts';
import { named, type } from '../../kit/page/page.testkit.ts';
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
  const [filter, setFilter] = useState<SnFilter>();
  return (
    <SensorList
      focus="sensors"
      page={{ ...record.rows(0, 50, filter), ...(forgotten !== undefined && { forgotten }) }}
      onRange={() => undefined}
      chosen={chosen}
      detail={chosen === undefined ? undefined : record.detail(chosen)}
      onChoose={setChosen}
      origin={0}
      onFilter={(filter) => {
        const compiled = compileFilter(filter);
        setFilter(compiled.ok && filter !== '' ? sensorFilter(compiled) : undefined);
      }}
      names={{
        load: async () => writePredefinedTopics(record.topics),
        save: async (text) => {
          const parsed = parsePredefinedTopics(text);
          if (parsed.ok) record.nameTopics(parsed.topics);
          return parsed.ok;
        },
      }}
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

test('each message is beside its MQTT packet, with links to packet, fields and bytes', async () => {
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

test('keys move between messages, and problems are explained in full', async () => {
  shown = await show(List, () => undefined);
  await shown.until(() => rows().length === 2);
  const grid = must(shown.box.querySelector('[role=grid]'));
  await shown.press(grid, 'End');
  await shown.until(() => rows()[1]?.getAttribute('aria-selected') === 'true');
  expect(shown.box.querySelector('ul')?.textContent).toContain('MQTT-SN 1.2, section 5.2.1');
  await shown.press(grid, 'ArrowUp');
  expect(rows()[0]?.getAttribute('aria-selected')).toBe('true');
});

test('a filter keeps matches and reports errors, and keys still select rows', async () => {
  shown = await show(List, () => undefined);
  await shown.until(() => rows().length === 2);
  const box = named(shown.box, 'input', 'Filter: mqttsn.topic contains "door"');
  await type(box, 'problem');
  await shown.until(() => rows().length === 1);
  expect(shown.box.textContent).toContain('1 of 2 messages.');
  await shown.press(must(shown.box.querySelector('[role=grid]')), 'Home');
  await shown.until(() => rows()[0]?.getAttribute('aria-selected') === 'true');
  expect(shown.box.querySelector('ul')?.textContent).toContain('MQTT-SN 1.2, section 5.2.1');
  await type(box, 'mqttsn.mgs.type == connect');
  expect(shown.box.querySelector('[role=alert]')?.textContent).toContain('mqttsn.mgs.type');
  await type(box, 'mqttsn.msg.type == regack');
  await shown.until(() => shown.box.textContent?.includes('No message matches') === true);
  await type(box, '');
  await shown.until(() => rows().length === 2);
});

test('a predefined number gets its name, also after its message', async () => {
  const topic = { kind: 'predefined', id: 7 } as const;
  const data = new TextEncoder().encode('open');
  out({ type: 'publish', dup: false, qos: -1, retain: false, topic, messageId: 0, data }, 2_000);
  shown = await show(List, () => undefined);
  await shown.until(() => rows().length === 3);
  expect(textOf(rows()[2])).toContain('predefined id 7');
  await shown.click(named(shown.box, 'button', 'Topic names…'));
  await shown.until(() => shown.box.querySelector('textarea') !== null);
  const lines = named(shown.box, 'textarea', 'Numbers and topics');
  await type(lines, '7 plant/#');
  expect(shown.box.textContent).toContain('Line 1: this is not a topic name');
  await type(lines, '7 plant/door');
  await shown.click(named(shown.box, 'button', 'Use these'));
  expect([...record.topics]).toEqual([[7, 'plant/door']]);
  await shown.click(must(rows()[2]));
  await shown.until(() => textOf(rows()[2]).includes('plant/door'));
});

test('discarded messages have no rows, and keys move to the first kept one', async () => {
  const asked: unknown[] = [];
  function Kept() {
    const [chosen, setChosen] = useState<number>();
    const { rows } = record.rows(1, 50);
    return (
      <SensorList
        focus="sensors"
        page={{ total: rows.length + 1, discarded: 1, first: 1, rows }}
        onRange={(range) => asked.push(range)}
        chosen={chosen}
        detail={undefined}
        onChoose={setChosen}
        origin={0}
        onFilter={() => undefined}
        names={{ load: async () => '', save: async () => true }}
      />
    );
  }
  shown = await show(Kept, () => undefined);
  await shown.until(() => rows().length > 0);
  expect(textOf(rows()[0])).toMatch(/^2/);
  const grid = must(shown.box.querySelector('[role=grid]'));
  expect(grid.getAttribute('aria-rowcount')).toBe(String(record.rows(1, 50).rows.length + 1));
  await shown.press(grid, 'Home');
  await shown.until(() => rows()[0]?.getAttribute('aria-selected') === 'true');
  expect(asked).toEqual([]);
});

test('says where sensors were discarded, and that data may be missing', async () => {
  forgotten = 3;
  shown = await show(List, () => undefined);
  await shown.until(() => rows().length >= 2);
  forgotten = undefined;
  expect(shown.box.textContent).toContain('silent for longest were discarded (3)');
});
