import { afterEach, expect, test } from 'vitest';
import { publishBytes } from '../../../engine/topics/messages.testkit.ts';
import { encode } from '../../../mqtt/encode.ts';
import { encodeUtf8 } from '../../../mqtt/utf8.ts';
import { named } from '../../kit/page.testkit.ts';
import { type LiveCapture, type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { select, selectionOf } from '../../session/selection.ts';
import { viewOf } from '../../session/tabView.ts';
import { DetailsPane } from './DetailsPane.tsx';

let shown: Shown;
afterEach(() => shown.end());

function fill({ capture }: LiveCapture): void {
  const stream = capture.openStream(5);
  const values = ['{"t":1,"state":"run"}', '{"t":2,"state":"idle"}', '{"t":3,"state":"run"}'];
  for (const [n, payload] of values.entries()) {
    const message = {
      type: 'publish',
      dup: false,
      qos: 0,
      retain: n === 2,
      topic: 'press/state',
      properties: [
        { name: 'contentType', value: 'application/json' },
        { name: 'userProperty', value: ['site', 'hz-2'] },
      ],
      payload: encodeUtf8(payload),
    } as const;
    capture.packet(stream, 'in', (n + 1) * 1000, encode(message, 5));
  }
}

/** By section, each name with what stands beside it. */
function told(): Record<string, Record<string, string>> {
  return Object.fromEntries(
    [...shown.box.querySelectorAll('section section')].map((part) => [
      part.getAttribute('aria-label') ?? '',
      Object.fromEntries(
        [...part.querySelectorAll('dt')].map((name) => [
          name.textContent ?? '',
          name.nextElementSibling?.textContent ?? '',
        ]),
      ),
    ]),
  );
}

test('tells of the selected topic its last message, what came so far, what is retained and the shape', async () => {
  shown = await show(DetailsPane, fill);
  const { box, id, run, click, until } = shown;
  expect(box.textContent).toContain('No topic selected');
  await run(() => select(id, { topic: 'press/state' }));
  await until(() => told()['Shape'] !== undefined);
  expect(told()['Last message']).toMatchObject({
    Packet: 'No. 3',
    QoS: 'QoS 0',
    Flags: 'RETAIN',
    'Content Type': 'application/json',
    'User Property': 'site = hz-2',
  });
  expect(told()['So far']).toMatchObject({ Messages: '3 messages' });
  expect(told()['Retained value']).toEqual({ Broker: 'keeps the last value' });
  expect(told()['Shape']).toEqual({ t: 'number', state: 'run | idle' });
  await click(named(box, 'button', 'No. 3'));
  expect(selectionOf(id).packet).toBe(3);
  expect(viewOf(id).centre).toBe('packets');

  // A level on the way has no message, but a branch.
  await run(() => select(id, { topic: 'press' }));
  await until(() => told()['So far']?.Topics !== undefined);
  expect(told()['Last message']).toBeUndefined();
  expect(told()['So far']).toMatchObject({ Topics: '1 topic at and below this level' });
});

test('asks for the packet of the last message once, and again when another one comes', async () => {
  shown = await show(Pane, fill);
  const { live, id, run, until } = shown;
  const packets = () =>
    live.asked.flatMap((one) => (one.kind === 'window' && one.request.packet) || []);
  const looks = () =>
    live.asked.filter((one) => one.kind === 'window' && one.request.pinned !== undefined).length;
  /** Whoever comes back to the page is told at once. */
  const lookAgain = async (): Promise<void> => {
    const before = looks();
    await run(() => document.dispatchEvent(new Event('visibilitychange')));
    await until(() => looks() > before);
  };
  await run(() => select(id, { topic: 'press/state' }));
  await until(() => told()['Last message'] !== undefined);
  for (let n = 0; n < 3; n += 1) {
    // One look after the other.
    // oxlint-disable-next-line no-await-in-loop
    await lookAgain();
  }
  expect(told()['Last message']?.['User Property']).toBe('site = hz-2');
  expect(packets()).toEqual([3]);
  await run(() => live.receive(publishBytes('press/state', '{}')));
  await lookAgain();
  await until(() => told()['Last message']?.Packet === 'No. 4');
  expect(told()['Last message']?.['User Property']).toBeUndefined();
  expect(packets()).toEqual([3, 4]);
});
