/** The MQTT-SN gateway in the user interface. */
import { afterEach, expect, test } from 'vitest';
import { ControlledScene } from '../../../broker/control/control.testkit.ts';
import type { SensorCommand } from '../../../broker/tap/sensors.ts';
import { named, type } from '../../kit/page/page.testkit.ts';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { placeInTab, TAB_SETTINGS } from '../../session/broker/tabBroker.testkit.ts';
import { connect } from '../../session/connection/connections.ts';
import { SensorsPane } from './SensorsPane.tsx';

let shown: Shown;
afterEach(() => shown.end());

function Pane({ connectionId }: { connectionId: string }) {
  return <SensorsPane connectionId={connectionId} origin={0} />;
}

test('topics are named before the first message', async () => {
  let topics = '1 plant/door\n';
  const command = (given: SensorCommand) => {
    if (given.kind === 'name-sensor-topics') ({ topics } = given);
    return given.kind === 'sensor-topics' || given.kind === 'name-sensor-topics'
      ? ({ kind: 'sensor-topics', topics } as const)
      : ({ kind: 'sensors', total: 0, discarded: 0, first: 0, rows: [] } as const);
  };
  placeInTab(new ControlledScene({ sensors: { command } }));
  shown = await show(Pane, () => undefined);
  await shown.run(() => connect(shown.id, TAB_SETTINGS));
  await shown.until(() => shown.box.textContent?.includes('No messages yet') === true);
  await shown.until(() => shown.box.textContent?.includes('Topic names…') === true);
  await shown.click(named(shown.box, 'button', 'Topic names…'));
  await shown.until(() => shown.box.querySelector('textarea')?.value === topics);
  await type(named(shown.box, 'textarea', 'Numbers and topics'), '1 plant/door\n2 plant/lamp');
  await shown.click(named(shown.box, 'button', 'Use these'));
  await shown.until(() => topics.includes('plant/lamp'));
  await shown.until(() => shown.box.querySelector('textarea') === null);
  expect(topics).toBe('1 plant/door\n2 plant/lamp');
});

test('without a gateway, explains once how to add one', async () => {
  placeInTab(new ControlledScene({}));
  shown = await show(Pane, () => undefined);
  await shown.run(() => connect(shown.id, TAB_SETTINGS));
  await shown.until(() => shown.box.textContent?.includes('Start it with --sn 1884') === true);
  expect(shown.box.textContent?.match(/gateway/gi)).toHaveLength(1);
  // No line ends within it.
  expect(shown.box.querySelector('code')?.textContent).toBe('--sn');
});
