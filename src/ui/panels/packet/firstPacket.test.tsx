import { afterEach, expect, test } from 'vitest';
import { Loading } from '#kit';
import { framed, publishBytes } from '../../../engine/topics/messages.testkit.ts';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { useConnections } from '../../session/connection/connections.ts';
import { select, selectionOf, useSelection } from '../../session/connection/selection.ts';
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
  await until(() => selectionOf(id).packet === 3);
  expect(box.querySelector('p')?.textContent).toBe('rows 3');
  expect(selectionOf(id).topic).toBe('press/state');
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

test('row, head and body change together while the detail follows, and stay while bytes are read', async () => {
  const Following = ({ connectionId }: { connectionId: string }) => (
    <>
      <i>{useSelection(connectionId).packet}</i>
      <ListAndPane connectionId={connectionId} />
    </>
  );
  shown = await show(Following, (live) => live.receive(publishBytes('seq/1', 'value-1')));
  const { box, id, live, until, run } = shown;
  const parts = () => [
    box.querySelector('i')?.textContent,
    box.querySelector('[data-part=detail] h2')?.textContent,
    [...new Set(box.textContent?.match(/value-\d/g))].join(' '),
  ];
  const of = (n: number) => [`${n}`, `No. ${n}`, `value-${n}`];
  await until(() => parts().join() === of(1).join());
  const seen: string[] = [];
  const sampler = new MutationObserver(() => seen.push(parts().join()));
  sampler.observe(box, { subtree: true, childList: true, characterData: true, attributes: true });
  const answer = live.window.bind(live);
  let withheld = 0;
  live.window = (request) => {
    const { packet, ...rest } = request;
    if (packet !== undefined) withheld += 1;
    return answer(rest);
  };
  await run(() => live.receive(publishBytes('seq/2', 'value-2')));
  await until(() => withheld > 3);
  expect(parts()).toEqual(of(1));
  expect(selectionOf(id).packet).toBe(1);
  // The newer message does not restart the wait.
  await run(() => live.receive(publishBytes('seq/3', 'value-3')));
  await until(() => box.querySelector('p')?.textContent === 'rows 3');
  live.window = answer;
  await until(() => parts().join() === of(2).join());
  await until(() => parts().join() === of(3).join());
  sampler.disconnect();
  expect([...new Set(seen)]).toEqual([1, 2, 3].map((n) => of(n).join()));
});

test('Follow keeps the shown packet until a newer one is there', async () => {
  shown = await show(ListAndPane, (live) => {
    for (const n of [1, 2]) live.receive(publishBytes(`seq/${n}`, `value-${n}`));
  });
  const { box, id, until, run } = shown;
  await until(() => box.textContent?.includes('value-2') === true);
  await run(() => select(id, { packet: 1 }));
  await until(() => box.textContent?.includes('value-1') === true);
  await run(() => setFollowing(id, true));
  expect(box.querySelector('[data-part=detail]')?.textContent).toContain('value-1');
  await until(() => selectionOf(id).packet === 2);
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
