import { afterEach, beforeEach, expect, test } from 'vitest';
import { EdgeNode, TEMP } from '../../../conventions/sparkplug/edgeNode.testkit.ts';
import { publishBytes } from '../../../engine/topics/messages.testkit.ts';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { chartsOf } from '../../session/charts/charts.ts';
import { selectionOf } from '../../session/connection/selection.ts';
import { draftFor } from '../../session/profiles/drafts.ts';
import { formFor } from '../../session/publish/forms.ts';
import { setLayout } from '../../session/view/layout.ts';
import { viewOf } from '../../session/view/tabView.ts';
import { DevicesView } from './DevicesView.tsx';

let shown: Shown;
// The list is in the panel, not in the pane beside it.
beforeEach(() => setLayout({ topicsCollapsed: true }));
afterEach(() => shown.end());

const plug = (name: string, state: string) => publishBytes(`tele/${name}/LWT`, state);
const rows = () => [...shown.box.querySelectorAll('[aria-label=Devices] [role=row]')].slice(1);
const rowOf = (name: string) => rows().find((row) => row.textContent?.includes(name)) ?? shown.box;
const button = (name: string) =>
  [...shown.box.querySelectorAll('button')].find(({ textContent }) => textContent === name) ??
  shown.box;

test('devices are listed with states; the selected one shows its values, with links to topic and packet', async () => {
  shown = await show(DevicesView, (live) => {
    live.receive(plug('plug1', 'Online'));
    live.receive(plug('plug2', 'Offline'));
    live.receive(publishBytes('tele/plug1/SENSOR', '{"ENERGY":{"Power":12},"Time":"t"}'));
  });
  await shown.until(() => rows().length === 2);
  expect(rows().map((row) => row.textContent)).toEqual([
    expect.stringMatching(/plug1.*online.*Tasmota/),
    expect.stringMatching(/plug2.*offline.*Tasmota/),
  ]);
  await shown.click(rowOf('plug1'));
  await shown.until(() => shown.box.textContent?.includes('ENERGY.Power') === true);
  const detail = shown.box.querySelector('[aria-label=Device]');
  expect(detail?.textContent).toContain('“Online”');
  const values = shown.box.querySelector('[aria-label="Values of the device"]');
  expect(values?.textContent).toMatch(/ENERGY\.Power.*12.*W/);
  await shown.click(button('packet 1'));
  expect(selectionOf(shown.id).packet).toBe(1);
  expect(viewOf(shown.id).panel).toBe('packets');
  await shown.click(button('Show topic'));
  expect(selectionOf(shown.id).topic).toBe('tele/plug1');
});

test('a device that was never heard is marked in the list and the detail', async () => {
  shown = await show(DevicesView, (live) => {
    live.receive(publishBytes('spBv1.0/plant/DCMD/edge/press', new EdgeNode().data([TEMP])));
  });
  await shown.until(() => rows().length === 2);
  const node = rowOf('plant/edge');
  expect(node.textContent).toContain('never');
  await shown.click(node);
  const told = () => shown.box.querySelector('[aria-label=Device]')?.textContent ?? '';
  await shown.until(() => told().includes('Last seen'));
  expect(told()).toContain('Last seennever');
});

test('connects and disconnects are drawn, and each mark links to its packet', async () => {
  shown = await show(DevicesView, (live) => {
    live.receive(plug('plug1', 'Online'));
    live.receive(plug('plug1', 'Offline'));
  });
  await shown.until(() => rows().length === 1);
  await shown.click(rowOf('plug1'));
  const marked = () => [...shown.box.querySelectorAll('[aria-label="States over time"] li button')];
  await shown.until(() => marked().length === 2);
  expect(marked().map((mark) => mark.getAttribute('aria-label')?.split(' at ')[0])).toEqual([
    'Online',
    'Offline',
  ]);
  await shown.click(marked()[1] ?? shown.box);
  expect(selectionOf(shown.id).packet).toBe(2);
});

test('a search and a filter narrow the list, and can be reset when nothing matches', async () => {
  shown = await show(DevicesView, (live) => {
    live.receive(plug('plug1', 'Online'));
    live.receive(plug('lamp', 'Offline'));
  });
  await shown.until(() => rows().length === 2);
  const radio = shown.box.querySelector('input[aria-label=Offline]') ?? shown.box;
  await shown.click(radio);
  await shown.until(() => rows().length === 1);
  expect(rowOf('lamp').textContent).toContain('offline');
  const radios = shown.box.querySelector('input[aria-label=Alarms]') ?? shown.box;
  await shown.click(radios);
  await shown.until(() => shown.box.textContent?.includes('No device found') === true);
  await shown.click(button('Clear the search'));
  await shown.until(() => rows().length === 2);
});

test('a value is charted from its device, whatever its source, and set where possible', async () => {
  const config = {
    state_topic: 'room/t',
    value_template: '{{ value_json.temp }}',
    command_topic: 'room/t/set',
    unique_id: 't1',
  };
  const node = new EdgeNode();
  shown = await show(DevicesView, (live) => {
    live.receive(publishBytes('homeassistant/sensor/t1/config', JSON.stringify(config)));
    live.receive(publishBytes('room/t', '{"temp":21}'));
    live.receive(publishBytes('spBv1.0/plant/NBIRTH/press', node.nbirth([TEMP])));
  });
  draftFor(shown.id);
  await shown.until(() => rows().length === 2);
  await shown.click(rowOf('t1'));
  const chart = (name: string) =>
    shown.box.querySelector(`[aria-label="Values of the device"] button[aria-label*="${name}"]`);
  await shown.until(() => chart('payload.temp') !== null);
  // Writable values lead to the form, with the topic filled in.
  await shown.click(chart('publish to room/t/set') ?? shown.box);
  expect(formFor(shown.id).topic).toBe('room/t/set');
  await shown.click(chart('payload.temp') ?? shown.box);
  await shown.click(rowOf('press'));
  await shown.until(() => chart('Temp') !== null);
  await shown.click(chart('Temp') ?? shown.box);
  expect(chartsOf(shown.id).lines.map(({ topic, path }) => [topic, path])).toEqual([
    ['room/t', ['temp']],
    ['spBv1.0/plant/NDATA/press', ['metrics', 'Temp', 'value']],
  ]);
});

test('counts and names of a convention have a label in words', async () => {
  const config = {
    state_topic: 'room/t',
    unique_id: 't1',
    device: { identifiers: ['d1'], name: 'Thermometer', sw_version: '2.4', model: 'T9' },
  };
  shown = await show(DevicesView, (live) => {
    live.receive(publishBytes('homeassistant/sensor/t1/config', JSON.stringify(config)));
  });
  await shown.until(() => rows().length === 1);
  await shown.click(rowOf('Thermometer'));
  await shown.until(() => shown.box.textContent?.includes('T9') === true);
  const labels = [...shown.box.querySelectorAll('dt')].map(({ textContent }) => textContent);
  expect(labels).toEqual(expect.arrayContaining(['Software version', 'Model']));
});

test('a message without the value is shown beside its entity, until the value comes', async () => {
  const entity = (name: string, options: object) =>
    publishBytes(
      `homeassistant/sensor/${name}/config`,
      JSON.stringify({
        name,
        state_topic: name,
        device: { identifiers: 'h', name: 'Hut' },
        ...options,
      }),
    );
  shown = await show(DevicesView, (live) => {
    live.receive(entity('warm', { value_template: '{{ value_json.t }}' }));
    live.receive(entity('wet', { unit_of_measurement: '%' }));
    live.receive(entity('lost', { state_topic: '~/lost' }));
    live.receive(publishBytes('warm', '{"h":1}'));
    live.receive(publishBytes('wet', 'much'));
  });
  await shown.until(() => rows().length === 1);
  await shown.click(rowOf('Hut'));
  const values = () =>
    shown.box.querySelector('[aria-label="Values of the device"]')?.textContent ?? '';
  await shown.until(() => values().includes('came at'));
  expect(values()).toMatch(/warm.*came at \d+:\d+:\d+\.\d+, but has no key “t”/);
  expect(values()).toContain('much%not a number');
  expect(values()).toContain('no “~” in the configuration for “~/lost”');
  expect(values()).not.toContain('nothing received');
  shown.live.receive(publishBytes('warm', '{"t":21}'));
  await shown.until(() => !values().includes('came at'));
});
