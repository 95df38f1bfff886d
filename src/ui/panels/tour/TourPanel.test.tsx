import { afterEach, beforeEach, expect, test } from 'vitest';
import { ControlledScene } from '../../../broker/control/control.testkit.ts';
import { connectPacket } from '../../../broker/core/broker.testkit.ts';
import { named } from '../../kit/page/page.testkit.ts';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { CONNECTED, placeInTab } from '../../session/broker/tabBroker.testkit.ts';
import { type OpenConnection } from '../../session/connection/connections.ts';
import { select, selectionOf } from '../../session/connection/selection.ts';
import { closeConnection } from '../../session/connectionTabs.ts';
import { goToStep, startTour, TOUR_TOPICS } from '../../session/tour/tour.ts';
import { TourPanel } from './TourPanel.tsx';

let scene: ControlledScene;
let shown: Shown;
let isFleetRunning = true;

const KEPT = {
  cleanStart: false,
  properties: [{ name: 'sessionExpiryInterval', value: 3600 }],
} as const;

beforeEach(() => {
  isFleetRunning = true;
  scene = new ControlledScene({
    fleet: {
      isRunning: () => isFleetRunning,
      run: (isRunning) => {
        isFleetRunning = isRunning;
      },
    },
  });
  placeInTab(scene);
});
afterEach(() => shown.end());

const button = (name: string): HTMLElement => named(shown.box, 'button', name);
const says = (start: string): Promise<void> =>
  shown.until(
    () => shown.box.querySelector('[role=status]')?.textContent?.startsWith(start) === true,
  );
const tell = (state: OpenConnection['state']): Promise<void> =>
  shown.run(() => shown.live.tell({ kind: 'state', state }));

function Page() {
  return (
    <>
      <div data-focus="capture">
        <button type="button" role="tab" aria-selected="true">
          Packets
        </button>
      </div>
      <TourPanel />
    </>
  );
}

/** Moves to the step that walks through QoS 2; its PUBLISH has been sent. */
async function walking() {
  const scope = scene.connect('scope', KEPT);
  shown = await show(Page, () => undefined);
  await shown.run(() => startTour(shown.id));
  await tell(CONNECTED);
  await shown.run(() => goToStep('qos2'));
  await shown.click(button('Publish at QoS 2 in step mode'));
  await shown.until(() => shown.live.sent.some(({ kind }) => kind === 'publish'));
  scope.publish(TOUR_TOPICS.qos2, 'x', { qos: 2, packetId: 7 });
  await says('PUBLISH waits');
  return scope;
}

test('QoS 2 continues over a connection that ended and reconnected', async () => {
  const scope = await walking();
  await shown.click(button('Release'));
  await says('PUBREC waits');
  scope.cut();
  await tell({ kind: 'closed', failure: undefined });
  await says('The connection has ended');
  await shown.click(button('Connect again'));
  expect(shown.live.sent.at(-1)).toMatchObject({ kind: 'connect' });
  const again = scene.open().send(connectPacket('scope', KEPT));
  await says('CONNECT waits');
  await shown.click(button('Release'));
  await says('CONNACK waits');
  await shown.click(button('Release'));
  await tell(CONNECTED);
  // Not part of the walk, so it is only named.
  again.publish('x', '', { qos: 1, packetId: 9 });
  await says('PUBLISH waits');
  await shown.click(button('Release'));
  await says('PUBACK waits.');
});

test('a step’s part of the page is marked until the step is done or the tour is closed', async () => {
  scene.connect('scope', KEPT);
  shown = await show(Page, () => undefined);
  await shown.run(() => startTour(shown.id));
  await tell(CONNECTED);
  const { dataset } = document.documentElement;
  expect(dataset['tour']).toBe('watch');
  await shown.run(() => goToStep('publish'));
  expect(dataset['tour']).toBe('publish');
  await shown.click(button('Leave the tour'));
  expect(dataset['tour']).toBeUndefined();
});

test('closing its tab resumes the devices', async () => {
  await walking();
  expect(isFleetRunning).toBe(false);
  await shown.run(() => closeConnection(shown.id));
  await shown.until(() => isFleetRunning);
  expect(scene.asked('waiting', { kind: 'list-waiting' })).toMatchObject({
    total: 0,
    stepping: [],
  });
});

test('shows its first step at the start, and stays after the last packet', async () => {
  const scope = scene.connect('scope', KEPT);
  shown = await show(Page, () => undefined);
  named(shown.box, 'button', 'Packets').focus();
  await shown.run(() => startTour(shown.id));
  expect(document.activeElement?.textContent).toBe('Step 1 of 8 Watch');
  await tell(CONNECTED);
  await shown.run(() => goToStep('qos2'));
  await shown.click(button('Publish at QoS 2 in step mode'));
  scope.publish('beside', 'x', { qos: 1, packetId: 7 });
  await says('PUBLISH waits');
  await shown.click(button('Release'));
  await says('PUBACK waits');
  button('Release').focus();
  await shown.click(button('Release'));
  await says('Under way');
  expect(document.activeElement?.textContent).toMatch(/^Step 6 of 8/);
});

test('reading begins without the exchange of another step, and is not done without its own', async () => {
  scene.connect('scope', KEPT);
  shown = await show(Page, () => undefined);
  await shown.run(() => startTour(shown.id));
  await tell(CONNECTED);
  await shown.run(() => select(shown.id, { packet: 4, exchange: 2 }));
  await shown.run(() => goToStep('read'));
  expect(selectionOf(shown.id)).toMatchObject({ packet: undefined, exchange: undefined });
  await shown.click(button('Show the exchange'));
  await says('There is no such message yet');
  button('Finish');
  expect(shown.box.textContent).not.toContain('This is the exchange');
});

test('leaving it moves the focus to the view', async () => {
  await walking();
  await shown.press(button('Skip'), 'Escape');
  expect(shown.box.textContent).toBe('Packets');
  expect(document.activeElement?.textContent).toBe('Packets');
});
