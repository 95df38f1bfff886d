import { afterEach, expect, test } from 'vitest';
import { framed, publishBytes } from '../../../engine/topics/messages.testkit.ts';
import { Loading } from '../../kit/language/loading.ts';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { useConnections } from '../../session/connection/connections.ts';
import { select, selectionOf } from '../../session/connection/selection.ts';
import { useWindowPart } from '../../session/connection/useWindowPart.ts';
import { setFilter } from '../../session/filter/filters.ts';
import { setFollowing } from '../../session/packets/actions.ts';
import { clearCapture } from '../../session/packets/clearing.ts';
import { setView, viewOf } from '../../session/view/tabView.ts';
import { detailPane } from './PacketDetailPane.tsx';
import { ShownPacket } from './ShownPacket.tsx';

let shown: Shown;
afterEach(() => shown.end());

const shownPacket = new Loading(async () => ShownPacket);
const Pane = detailPane(shownPacket);

function ListAndPane({ connectionId }: { connectionId: string }) {
  const rows = useWindowPart(connectionId, 'packets', { first: 0, count: 10 })?.rows ?? [];
  return (
    <>
      <p>{`rows ${rows.length}`}</p>
      <Pane connectionId={connectionId} />
    </>
  );
}

const SUBSCRIBE = framed(0x82, [0, 1, 0, 1, 0x23, 0]);
const SUBACK = framed(0x90, [0, 1, 0]);
const PINGREQ = framed(0xc0, []);

test('the newest message is selected even if its view loads after it', async () => {
  shown = await show(ListAndPane, (live) => {
    live.receive(publishBytes('press/state', 'run', { retain: true }));
    live.receive(publishBytes('press/mode', 'auto', { retain: true }));
  });
  const { box, id, until, run } = shown;
  await until(() => box.querySelector('p')?.textContent === 'rows 2');
  expect(selectionOf(id).packet).toBeUndefined();
  await run(() => void shownPacket.load());
  await until(() => selectionOf(id).packet === 2);
  expect(selectionOf(id).topic).toBe('press/mode');
});

test('the topic stays when another message replaces the first one', async () => {
  shown = await show(ListAndPane, (live) => live.receive(publishBytes('press/state', 'run')));
  const { box, id, live, until, run } = shown;
  await until(() => selectionOf(id).topic === 'press/state');
  await run(() => live.receive(publishBytes('press/alarm', '2', { qos: 1, packetId: 7 })));
  await until(() => selectionOf(id).packet === 2);
  expect(selectionOf(id).topic).toBe('press/state');
  await run(() => select(id, { topic: 'press/state' }));
  await run(() => live.receive(publishBytes('press/mode', 'auto', { qos: 2, packetId: 8 })));
  await until(() => box.querySelector('p')?.textContent === 'rows 3');
  expect(selectionOf(id)).toMatchObject({ topic: 'press/state', packet: 3 });
});

test('the newest other exchange is selected until a message arrives', async () => {
  shown = await show(ListAndPane, (live) => {
    live.answer(SUBSCRIBE);
    live.receive(SUBACK);
    live.answer(PINGREQ);
  });
  const { id, live, until, run } = shown;
  await until(() => selectionOf(id).packet === 1);
  expect(selectionOf(id).isNewest).toBe(true);
  await run(() => live.receive(publishBytes('press/state', 'run')));
  await until(() => selectionOf(id).packet === 4);
});

test('a message with more of a handshake replaces the selected one in the first seconds', async () => {
  shown = await show(ListAndPane, (live) => live.receive(publishBytes('press/state', 'run')));
  const { id, live, until, run } = shown;
  await until(() => selectionOf(id).packet === 1);
  await run(() => live.receive(publishBytes('press/alarm', '2', { qos: 2, packetId: 7 })));
  await until(() => selectionOf(id).packet === 2);
  await run(() => live.receive(publishBytes('press/mode', 'auto', { qos: 1, packetId: 8 })));
  // Later, the detail shows the newest message again.
  await until(() => selectionOf(id).packet === 3);
  expect(selectionOf(id).isNewest).toBe(true);
});

test('the detail follows the newest message until the user acts in it', async () => {
  shown = await show(ListAndPane, (live) => live.receive(publishBytes('press/state', 'run')));
  const { box, id, live, until, run } = shown;
  await until(() => selectionOf(id).packet === 1);
  await run(() => live.receive(publishBytes('press/state', 'stop')));
  await until(() => selectionOf(id).packet === 2);
  await until(() => box.querySelector('[data-part=detail] button') !== null);
  await run(() => box.querySelector<HTMLElement>('[data-part=detail] button')?.focus());
  expect(viewOf(id).following).toBe(false);
  await run(() => live.receive(publishBytes('press/state', 'run')));
  await until(() => box.querySelector('p')?.textContent === 'rows 3');
  expect(selectionOf(id).packet).toBe(2);
  // Follow shows the newest packet again, also after the user chose another one.
  await run(() => select(id, { packet: 1 }));
  await run(() => setFollowing(id, true));
  await until(() => selectionOf(id).packet === 3);
});

test('a packet that is gone makes room for another one unless the user chose it', async () => {
  shown = await show(ListAndPane, (live) => live.receive(publishBytes('press/state', 'run')));
  const { box, id, live, until, run } = shown;
  await until(() => selectionOf(id).packet === 1);
  await run(() => clearCapture(id));
  await until(() => box.querySelector('p')?.textContent === 'rows 0');
  expect(selectionOf(id).packet).toBeUndefined();
  expect(box.textContent).not.toContain('press/state');
  await run(() => live.receive(publishBytes('press/mode', 'auto')));
  await until(() => selectionOf(id).packet === 2);
  await run(() => select(id, { packet: 1, isNewest: true }));
  await until(() => selectionOf(id).packet === 2);
  await run(() => select(id, { packet: 1 }));
  await until(() => box.textContent?.includes('no longer available') === true);
});

test('an exchange that the user selected stays when a message arrives', async () => {
  shown = await show(ListAndPane, (live) => live.answer(SUBSCRIBE));
  const { box, id, live, until, run } = shown;
  await until(() => selectionOf(id).packet === 1);
  await run(() => select(id, { packet: 1 }));
  await run(() => live.receive(publishBytes('press/state', 'run')));
  await until(() => box.querySelector('p')?.textContent === 'rows 2');
  expect(selectionOf(id).packet).toBe(1);
});

test('a filter that hides an automatic selection selects a match; the user’s selection stays', async () => {
  shown = await show(ListAndPane, (live) => {
    for (const topic of ['a', 'b', 'c']) live.receive(publishBytes(topic, 'x'));
  });
  const { id, until, run } = shown;
  await until(() => selectionOf(id).packet === 3);
  await run(() => setFilter(id, 'topic == "a"'));
  await until(() => selectionOf(id).packet === 1);
  await run(() => select(id, { packet: 1 }));
  await run(() => setFilter(id, 'topic == "b"'));
  await until(() => shown.box.querySelector('p')?.textContent === 'rows 1');
  expect(selectionOf(id).packet).toBe(1);
});

test('at the end of a file its last message is selected, at its beginning the first', async () => {
  shown = await show(ListAndPane, (live) => {
    for (const n of [1, 2, 3]) live.receive(publishBytes('press/state', `${n}`));
  });
  const { id, until, run } = shown;
  const file = { name: 'x', read: 1, size: 1, packets: 3, notes: [], noteCount: 0 };
  await run(() => {
    setView(id, { following: false });
    useConnections.setState(({ list }) => ({
      list: list.map((one) => ({
        ...one,
        state: { kind: 'file' },
        file: { ...file, state: { kind: 'done' } },
      })),
    }));
    select(id, { packet: undefined });
  });
  await until(() => selectionOf(id).packet === 1);
  await run(() => {
    setView(id, { following: true });
    select(id, { packet: undefined });
  });
  await until(() => selectionOf(id).packet === 3);
  expect(selectionOf(id).topic).toBe('press/state');
});
