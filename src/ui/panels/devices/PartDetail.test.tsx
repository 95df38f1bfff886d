import { afterEach, expect, test } from 'vitest';
import { firstTexts } from '#kit';
import { COUNT, EdgeNode, TEMP } from '../../../conventions/sparkplug/edgeNode.testkit.ts';
import { publishBytes } from '../../../engine/topics/messages.testkit.ts';
import type { WrittenMetric } from '../../../payload/formats/sparkplug/sparkplugMetrics.ts';
import { readSparkplug } from '../../../payload/formats/sparkplug/sparkplugReading.ts';
import { SETTINGS } from '../../../profiles/settings/settings.testkit.ts';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { connect } from '../../session/connection/connections.ts';
import { CONNECTED } from '../../session/connection/handle.testkit.ts';
import { selectionOf } from '../../session/connection/selection.ts';
import { formFor } from '../../session/publish/forms.ts';
import { payloadOf } from '../../session/publish/typedPayload.ts';
import { setLayout } from '../../session/view/layout.ts';
import { DevicesView } from './DevicesView.tsx';

let shown: Shown;
afterEach(() => shown.end());

const DATA = 'spBv1.0/plant/DDATA/press/motor';
const rows = (list: string) => [
  ...shown.box.querySelectorAll(`[aria-label="${list}"] [data-index]`),
];
const row = (list: string, text: string) =>
  rows(list).find(({ textContent }) => textContent?.includes(text)) ?? shown.box;
const values = () => shown.box.querySelector('[role=grid][aria-label="Values of the device"]');
const detail = () => shown.box.querySelector('section[aria-label=Value]');
const facts = () =>
  [...(detail()?.querySelectorAll('dt') ?? [])].map(
    (name) => `${name.textContent}: ${name.nextElementSibling?.textContent}`,
  );
const button = (text: string) =>
  [...shown.box.querySelectorAll('button')].find(
    ({ textContent, title, ariaLabel }) =>
      textContent === text || title === text || ariaLabel === text,
  ) ?? shown.box;

/**
 * The values of a motor, which has a temperature and a count.
 * @param temp metric of the last temperature
 */
async function showMotor(temp: Partial<WrittenMetric> = {}): Promise<void> {
  const node = new EdgeNode();
  const properties = { engUnit: '°C', Quality: '192' };
  // The list is in the panel, not in the pane beside it.
  setLayout({ topicsCollapsed: true });
  shown = await show(DevicesView, (live) => {
    live.receive(publishBytes('spBv1.0/plant/NBIRTH/press', node.nbirth()));
    const metrics = [{ ...TEMP, properties }, COUNT];
    live.receive(publishBytes('spBv1.0/plant/DBIRTH/press/motor', node.dbirth(metrics)));
    live.receive(publishBytes(DATA, node.data([{ ...TEMP, value: 22.5, ...temp }])));
  });
  await shown.until(() => rows('Devices').length === 2);
  await shown.click(row('Devices', 'motor'));
  await shown.until(() => rows('Values of the device').length === 2);
}

test('a selected metric shows type, alias, time and properties, with links to its packet and BIRTH', async () => {
  await showMotor();
  expect(detail()).toBeNull();
  await shown.click(row('Values of the device', 'Temp'));
  await shown.until(() => detail() !== null);
  expect(facts()).toEqual([
    'Value: 22.5°C',
    'Type: Float',
    'Alias: 1',
    expect.stringMatching(/^Timestamp: .*\d\d:\d\d:\d\d\.\d{3}$/),
    expect.stringMatching(/^Received: .*packet 3$/),
    'Declared by: BIRTH packet 2',
    'engUnit: °C',
    'Quality: 192good',
    `Topic: ${DATA}`,
  ]);
  await shown.click(button('packet 2'));
  expect(selectionOf(shown.id).packet).toBe(2);
  // The key moves on to the next value.
  await shown.press(values() ?? shown.box, 'End');
  await shown.until(() => detail()?.textContent?.includes('Count') === true);
  await shown.click(button('Close the value'));
  await shown.until(() => detail() === null);
});

test('a timestamp in a unit other than ms is recognized', async () => {
  const stamp = () => facts().find((fact) => fact.startsWith('Timestamp: '));
  // In s.
  await showMotor({ timestamp: 1_700_000_000 });
  await shown.click(row('Values of the device', 'Temp'));
  await shown.until(() => detail() !== null);
  expect(stamp()).toMatch(/^Timestamp: 1970-01-\d\d \d\d:\d\d:\d\d\.\d{3}$/);
  await shown.end();
  // In ns: beyond all dates.
  await showMotor({ timestamp: 1_700_000_000_000_000_000 });
  await shown.click(row('Values of the device', 'Temp'));
  await shown.until(() => detail() !== null);
  expect(stamp()).toBe('Timestamp: 1700000000000000000');
});

test('a command that writes it is prepared in the publish form, but not sent', async () => {
  await showMotor();
  await shown.click(row('Values of the device', 'Temp'));
  await shown.until(() => detail() !== null);
  await shown.run(() => {
    connect(shown.id, SETTINGS);
    shown.live.tell({ kind: 'state', state: CONNECTED });
  });
  await shown.until(() => button('Write by DCMD…') !== shown.box);
  await shown.click(button('Write by DCMD…'));
  await shown.until(() => formFor(shown.id).format === 'sparkplug');
  const { topic, payload, format, qos, retain } = formFor(shown.id);
  expect([topic, qos, retain]).toEqual(['spBv1.0/plant/DCMD/press/motor', 0, false]);

  const { bytes } = payloadOf(payload, format, firstTexts().publish.errors);
  const read = readSparkplug(bytes ?? new Uint8Array());
  // The command has only the alias from the BIRTH, not the name.
  expect(payload).toContain('"Temp"');
  expect(read.metrics).toMatchObject([{ name: undefined, alias: 1n, datatype: 9, value: 22.5 }]);
  expect([read.seq, read.timestamp !== undefined]).toEqual([undefined, true]);
  expect(shown.live.sent.filter(({ kind }) => kind === 'publish')).toEqual([]);
});
