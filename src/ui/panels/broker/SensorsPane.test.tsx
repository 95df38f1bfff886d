/** The MQTT-SN gateway in the user interface. */
import { afterEach, expect, test } from 'vitest';
import { ControlledScene } from '../../../broker/control/control.testkit.ts';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { placeInTab, TAB_SETTINGS } from '../../session/broker/tabBroker.testkit.ts';
import { connect } from '../../session/connection/connections.ts';
import { SensorsPane } from './SensorsPane.tsx';

let shown: Shown;
afterEach(() => shown.end());

function Pane({ connectionId }: { connectionId: string }) {
  return <SensorsPane connectionId={connectionId} origin={0} />;
}

test('without a gateway, explains once how to add one', async () => {
  placeInTab(new ControlledScene({}));
  shown = await show(Pane, () => undefined);
  await shown.run(() => connect(shown.id, TAB_SETTINGS));
  await shown.until(() => shown.box.textContent?.includes('Start it with --sn 1884') === true);
  expect(shown.box.textContent?.match(/gateway/gi)).toHaveLength(1);
  // No line ends within it.
  expect(shown.box.querySelector('code')?.textContent).toBe('--sn');
});
