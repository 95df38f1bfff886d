import { afterEach, expect, test } from 'vitest';
import { publishBytes } from '../../engine/topics/messages.testkit.ts';
import { encode } from '../../mqtt/encode.ts';
import { type Shown, show } from '../kit/rows/liveCapture.testkit.ts';
import { useConnections } from '../session/connections.ts';
import { CONNECTED } from '../session/handle.testkit.ts';
import { select, selectionOf } from '../session/selection.ts';
import { setView } from '../session/tabView.ts';
import { WideCapture } from './WideCapture.tsx';

let shown: Shown;
afterEach(() => shown.end());

const rows = () => shown.box.querySelectorAll('[role=row][data-index]').length;

test('the newest message is selected at first, and none again where somebody wants none', async () => {
  shown = await show(WideCapture, (live) => {
    live.receive(publishBytes('press/state', 'run'));
    live.receive(publishBytes('press/state', 'idle', { qos: 1, packetId: 7 }));
    live.receive(encode({ type: 'pingresp' }, 4));
  });
  const { id, run, until, live } = shown;
  await run(() => setView(id, { screen: 'capture', centre: 'packets' }));
  await until(() => selectionOf(id).packet === 2);
  await run(() => select(id, { packet: undefined }));
  const before = rows();
  live.receive(publishBytes('press/state', 'off'));
  await until(() => rows() > before);
  expect(selectionOf(id).packet).toBeUndefined();
});

test('a file has nothing to publish or to subscribe with', async () => {
  shown = await show(WideCapture, (live) => live.receive(publishBytes('press/state', 'run')));
  const { box, run, until, live } = shown;
  await run(() => live.tell({ kind: 'state', state: CONNECTED }));
  const forms = () =>
    ['Nothing sent yet', 'Connected, no subscriptions'].map(
      (words) => box.textContent?.includes(words) === true,
    );
  await until(() => forms().every((isThere) => isThere));
  await run(() =>
    useConnections.setState(({ list }) => ({
      list: list.map((one) => ({ ...one, state: { kind: 'file' } })),
    })),
  );
  expect(forms()).toEqual([false, false]);
});
