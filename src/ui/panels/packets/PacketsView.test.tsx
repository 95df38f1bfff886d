import { useLayoutEffect } from 'react';
import { afterEach, describe, expect, test } from 'vitest';
import { publishBytes } from '../../../engine/topics/messages.testkit.ts';
import { encode } from '../../../mqtt/codec/encode.ts';
import { plainBreach } from '../../../mqtt/statements/breaches.ts';
import type { ConnectionSettings } from '../../../profiles/settings/settings.ts';
import { named } from '../../kit/page/page.testkit.ts';
import { show as open, placeOnScreen, type Shown } from '../../kit/rows/liveCapture.testkit.ts';
import { askWindow } from '../../session/connection/askWindow.ts';
import { type OpenedFile, useConnections } from '../../session/connection/connections.ts';
import { select, selectionOf } from '../../session/connection/selection.ts';
import { showPacket } from '../../session/packets/actions.ts';
import { setLayout } from '../../session/view/layout.ts';
import { setView, showPanel, useView, viewOf } from '../../session/view/tabView.ts';
import { PacketsView } from './PacketsView.tsx';

let shown: Shown;
const show: typeof open = async (...args) => {
  const opened = await open(...args);
  await opened.run(() => setView(opened.id, { panel: 'packets' }));
  return opened;
};
afterEach(() => shown.end());

const grid = () => shown.box.querySelector('[role=grid]') ?? shown.box;
const rows = () => [...shown.box.querySelectorAll('[role=row][data-index]')];
const numbers = () => rows().map((row) => row.querySelector('[role=gridcell]')?.textContent);
/** The list knows of that many packets: as many as it lists and as were discarded. */
const says = (packets: number): boolean => {
  const gone = Number(/([\d,]+) older/.exec(shown.box.textContent ?? '')?.[1]?.replace(',', ''));
  return Number(grid().getAttribute('aria-rowcount')) - 1 + gone === packets;
};
const button = (name: string): Element =>
  [...shown.box.querySelectorAll('button')].find((each) =>
    (each.getAttribute('aria-label') ?? each.textContent)?.startsWith(name),
  ) ?? shown.box;
const moreItem = (name: string): Element | undefined =>
  [...shown.box.querySelectorAll('[role=menuitem]')].find((item) =>
    item.textContent?.startsWith(name),
  );
async function openMore(): Promise<void> {
  await shown.click(button('More for this list'));
  await shown.until(() => shown.box.querySelector('[role=menu]') !== null);
}

async function showPackets(count: number): Promise<void> {
  shown = await show(PacketsView, (live) => {
    for (let n = 1; n <= count; n += 1)
      live.receive(publishBytes(`line/${n % 7}`, `${n}`, { qos: 1, packetId: n }));
  });
  await shown.until(() => rows().length > 0);
}

/** The tab is that of a file. */
function showFile(state: OpenedFile['state']): void {
  const file = { name: 'x', read: 1, size: 1, packets: 0, notes: [], noteCount: 0, state };
  useConnections.setState(({ list }) => ({
    list: list.map((one) => ({ ...one, state: { kind: 'file' }, file })),
  }));
}

const SETTINGS: ConnectionSettings = {
  url: 'mqtt://broker.example',
  version: 5,
  clientId: 'c',
  signIn: { kind: 'password', userName: '', password: '' },
  cleanStart: true,
  keepAlive: 60,
  sessionExpiry: 0,
  will: undefined,
  subscriptions: [],
};

const connect = (clientId: string): Uint8Array =>
  encode(
    {
      type: 'connect',
      protocolName: 'MQTT',
      protocolLevel: 4,
      cleanStart: true,
      keepAlive: 60,
      clientId,
      properties: [],
    },
    4,
  );

function InCentre({ connectionId }: { readonly connectionId: string }) {
  const isShown = useView(connectionId).panel === 'packets';
  return isShown ? <PacketsView connectionId={connectionId} /> : null;
}

describe('the packet list', () => {
  test('redraws a payload when its format changes', async () => {
    shown = await show(PacketsView, (live) => live.receive(publishBytes('a', '{"of":"it"}')));
    await shown.until(() => rows()[0]?.textContent?.includes('of it') === true);
    const rules = { chains: [{ filter: 'a', chain: 'json.of' }], files: [] };
    await shown.run(() => shown.live.send({ kind: 'read-payloads', rules }));
    await shown.live.capture.chosen.load();
    await shown.until(() => rows()[0]?.textContent?.includes('JSON.of it') === true);
    expect(rows()[0]?.textContent).not.toContain('{');
  });

  test('is a grid that announces its rows and shows the newest', async () => {
    await showPackets(5000);
    expect(grid().getAttribute('aria-label')).toBe('Packets');
    expect(grid().getAttribute('aria-rowcount')).toBe('5001');
    expect(numbers().at(-1)).toBe('5,000');
    expect(rows().length).toBeLessThan(60);
    expect(rows().at(-1)?.getAttribute('aria-rowindex')).toBe('5001');
    expect(rows().at(-1)?.textContent).toContain('12:00:05.000');
    expect(rows().at(-1)?.textContent).toContain('QoS 1');
  });

  test('draws a new row into the elements of the one that leaves', async () => {
    await showPackets(5000);
    const before = new Set(rows());
    await shown.run(() => {
      for (let n = 5001; n <= 5005; n += 1)
        shown.live.receive(publishBytes('line/0', `${n}`, { qos: 1, packetId: n }));
    });
    await shown.until(() => numbers().at(-1) === '5,005');
    expect(new Set(rows())).toEqual(before);
    expect(rows().every((row) => before.has(row))).toBe(true);
    expect(numbers()).toEqual(
      rows().map((_, at, all) => (5006 - all.length + at).toLocaleString('en')),
    );
  });

  test('has no further boxes around the topic and payload of a row without a problem', async () => {
    shown = await show(PacketsView, ({ capture, stream }) => {
      capture.packet(stream, 'out', 1000, connect('press-1'));
      capture.packet(stream, 'out', 2000, publishBytes('line/0', '5000'));
    });
    await shown.until(() => rows().length === 2);
    const texts = rows()[1]?.querySelectorAll('.cut-start, [title^="5000"]') ?? [];
    expect(Array.from(texts, ({ parentElement }) => parentElement?.getAttribute('role'))).toEqual([
      'gridcell',
      'gridcell',
    ]);
  });

  test('moves no element if most of the rows are new', async () => {
    await showPackets(5000);
    const before = rows();
    const more = before.length - 2;
    await shown.run(() => {
      for (let n = 5001; n <= 5000 + more; n += 1)
        shown.live.receive(publishBytes('line/0', `${n}`, { qos: 1, packetId: n }));
    });
    await shown.until(() => numbers().at(-1) === (5000 + more).toLocaleString('en'));
    expect(rows().map((row) => before.indexOf(row))).toEqual(before.map((_, at) => at));
  });

  test('names the client of each packet if the capture has several', async () => {
    const cells = () =>
      rows().map((row) => row.querySelector('[role=gridcell]:nth-child(7)')?.textContent);
    shown = await show(PacketsView, ({ capture, stream }) => {
      capture.packet(stream, 'out', 1000, connect('press-1'));
      // The same client again, as after a reconnect.
      capture.packet(capture.openStream(4), 'out', 2000, connect('press-1'));
    });
    await shown.until(() => rows().length === 2);
    expect(grid().getAttribute('aria-colcount')).toBe('10');
    const { capture } = shown.live;
    await shown.run(() => {
      capture.packet(capture.openStream(4), 'out', 3000, connect('oven-2'));
      capture.packet(capture.openStream(4), 'in', 4000, publishBytes('a', 'x'));
    });
    await shown.until(() => rows().length === 4);
    expect(grid().getAttribute('aria-colcount')).toBe('11');
    expect(cells()).toEqual(['press-1', 'press-1', 'oven-2', 'connection #4']);
  });

  test('names the client of each packet if one client has two connections at the same time', async () => {
    shown = await show(PacketsView, ({ capture, stream }) => {
      capture.packet(stream, 'out', 1000, connect('press-1'));
      capture.closeStream(stream, 2000);
      const next = capture.openStream({ version: 4, time: 3000, client: '10.0.0.7:50002' });
      capture.packet(next, 'out', 3000, connect('press-1'));
    });
    await shown.until(() => rows().length > 1);
    expect(grid().getAttribute('aria-colcount')).toBe('10');
    const { capture } = shown.live;
    await shown.run(() => {
      const beside = capture.openStream({ version: 4, time: 4000, client: '10.0.0.7:50003' });
      capture.packet(beside, 'out', 4000, connect('press-1'));
    });
    await shown.until(() => grid().getAttribute('aria-colcount') === '11');
  });

  test('bytes that are no packet have no type, no flags and no step', async () => {
    const problem = { statement: 'MQTT-6.0.0-1', breach: plainBreach('text-frame') };
    shown = await show(PacketsView, ({ capture, stream }) => {
      const text = new TextEncoder().encode('WebSocket text');
      const place = { offset: 0, length: text.length };
      capture.brokenBytes(stream, 'in', 1000, text, {
        ...problem,
        ...place,
        severity: 'malformed',
      });
      const http = new TextEncoder().encode('HTTP/1.1 200 OK');
      capture.brokenBytes(stream, 'in', 3000, http, {
        ...problem,
        ...place,
        severity: 'malformed',
      });
    });
    await shown.until(() => rows().length === 2);
    const cell = (row: Element, n: number) =>
      row.querySelector(`[role=gridcell]:nth-child(${n})`)?.textContent;
    expect(rows().map((row) => cell(row, 5))).toEqual(['no packet', 'HTTP']);
    expect(shown.box.textContent).toContain('An HTTP response begins here');
    expect(shown.box.textContent).not.toContain('QoS 2 step');
  });

  test('a link to a packet selects its topic, as its row does, but not that of a later selection', async () => {
    await showPackets(20);
    await shown.run(() => select(shown.id, { topic: 'elsewhere' }));
    await shown.run(() => showPacket(shown.id, 9));
    await shown.until(() => selectionOf(shown.id).topic === 'line/2');
    await shown.run(() => {
      showPacket(shown.id, 10);
      select(shown.id, { packet: undefined, topic: 'elsewhere' });
    });
    // Answers arrive in the order of the questions.
    const answered = async (): Promise<void> => {
      await askWindow(shown.id, { packet: 10 });
      await shown.run(() => undefined);
    };
    await answered();
    expect(selectionOf(shown.id)).toMatchObject({ packet: undefined, topic: 'elsewhere' });
    await shown.run(() => {
      showPacket(shown.id, 10);
      select(shown.id, { topic: 'chosen' });
    });
    await answered();
    expect(selectionOf(shown.id)).toMatchObject({ packet: 10, topic: 'chosen' });
  });

  test('columns keep their widths while rows change', async () => {
    await showPackets(1);
    const tracks = () => shown.box.querySelector('[role=grid]')?.getAttribute('style');
    const before = tracks();
    expect(before).toContain('minmax(0,96px)');
    await shown.run(() => {
      const { capture, stream } = shown.live;
      capture.packet(stream, 'out', 9000, Uint8Array.of(0xe0, 0));
    });
    await shown.until(() => shown.box.textContent?.includes('DISCONNECT') === true);
    expect(tracks()).toBe(before);
  });

  test('follows the tail until a row is selected, and again after End', async () => {
    await showPackets(100);
    const last = rows().at(-1);
    if (last) await shown.click(last);
    expect(selectionOf(shown.id).packet).toBe(100);
    expect(viewOf(shown.id).following).toBe(false);
    expect(button('Follow').getAttribute('aria-pressed')).toBe('false');

    for (let n = 0; n < 50; n += 1) shown.live.receive(publishBytes('late', 'x'));
    await shown.until(() => shown.box.textContent?.includes('50 new') === true);
    expect(numbers()).toContain('100');
    expect(numbers()).not.toContain('150');

    await shown.press(grid(), 'End');
    await shown.until(() => numbers().at(-1) === '150');
    expect(button('Follow').getAttribute('aria-pressed')).toBe('true');
  });

  test('arrows continue from the row that End selected, not the previous selection', async () => {
    await showPackets(3000);
    await shown.press(grid(), 'Home');
    await shown.until(() => numbers()[0] === '1');
    await shown.press(grid(), 'End');
    await shown.until(() => numbers().at(-1) === '3,000');
    await shown.press(grid(), 'ArrowUp');
    expect(selectionOf(shown.id).packet).toBe(2999);
    expect(numbers()).toContain('3,000');
  });

  test('an acknowledgement names its packet once, also for screen readers', async () => {
    shown = await show(PacketsView, ({ capture, stream }) => {
      capture.packet(stream, 'out', 1000, connect('press-1'));
      capture.packet(stream, 'in', 2000, Uint8Array.of(0x20, 2, 0, 0));
      capture.packet(stream, 'in', 3000, publishBytes('a', 'x', { qos: 1, packetId: 7 }));
      capture.packet(stream, 'out', 4000, Uint8Array.of(0x40, 2, 0, 7));
    });
    await shown.until(() => rows().length === 4);
    const link = rows()[3]?.querySelector('[role=link]');
    expect(link?.parentElement?.textContent).toBe('└ acks No. 3');
    // The visible text is the accessible name.
    expect([link?.textContent, link?.ariaLabel]).toEqual(['3', null]);
  });

  test('is not announced as empty while its rows are not yet counted', async () => {
    shown = await show(PacketsView, (live) => {
      const real = live.window.bind(live);
      live.window = (request) => {
        const reply = real(request);
        return { ...reply, counters: { ...reply.counters, packets: 0 } };
      };
    });
    const isEmpty = () => shown.box.textContent?.includes('No packets yet') === true;
    await shown.until(isEmpty);
    await shown.run(() => shown.live.receive(publishBytes('a', 'x')));
    await shown.until(() => rows().length === 1);
    expect(isEmpty()).toBe(false);
  });

  test('a file without readable packets promises none', async () => {
    shown = await show(PacketsView, () => undefined);
    await shown.run(() => showFile({ kind: 'reading' }));
    expect(shown.box.textContent).toContain('Packets appear here as the file is read.');
    await shown.run(() => showFile({ kind: 'unreadable', why: { key: 'only-keys', args: {} } }));
    expect(shown.box.textContent).toContain('No packet was read from the file.');
    expect(shown.box.textContent).not.toContain('appear here');
    expect(shown.box.textContent).not.toContain('yet');
  });

  test('a file cannot be paused, followed or cleared', async () => {
    await showPackets(3);
    const offered = () => ['Pause', 'Follow'].filter((name) => button(name) !== shown.box);
    const inMenu = async () => {
      await openMore();
      const names = ['Wait for…', 'Clear'].filter((name) => moreItem(name) !== undefined);
      await shown.press(shown.box.querySelector('[role=menu]') ?? shown.box, 'Escape');
      return names;
    };
    expect([offered(), await inMenu()]).toEqual([
      ['Pause', 'Follow'],
      ['Wait for…', 'Clear'],
    ]);
    await shown.run(() => showFile({ kind: 'done' }));
    expect([offered(), await inMenu()]).toEqual([[], []]);
  });

  test('a file is shown from its first row, wherever its first message is', async () => {
    await showPackets(100);
    await shown.run(() => showFile({ kind: 'done' }));
    await shown.press(grid(), 'Home');
    await shown.until(() => numbers()[0] === '1');
    await shown.run(() => select(shown.id, { packet: 60, isNewest: true, isFirst: true }));
    expect(numbers()[0]).toBe('1');
    await shown.run(() => select(shown.id, { packet: 90 }));
    await shown.until(() => numbers().includes('90'));
  });

  test('J, K, Home and arrows move the selection', async () => {
    await showPackets(100);
    await shown.press(grid(), 'Home');
    expect(selectionOf(shown.id).packet).toBe(1);
    await shown.until(() => numbers()[0] === '1');
    await shown.press(grid(), 'j');
    await shown.press(grid(), 'ArrowDown');
    await shown.press(grid(), 'k');
    expect(selectionOf(shown.id).packet).toBe(2);
    expect(selectionOf(shown.id).topic).toBe('line/2');
    const active = grid().getAttribute('aria-activedescendant') ?? '';
    expect(document.getElementById(active)?.getAttribute('aria-selected')).toBe('true');
  });

  test('the selected topic stays when End follows the newest row, and after Esc', async () => {
    await showPackets(100);
    await shown.until(() => numbers().at(-1) === '100');
    await shown.run(() => select(shown.id, { packet: 95, topic: 'line/4' }));
    await shown.press(grid(), 'End');
    expect(selectionOf(shown.id)).toMatchObject({ packet: 100, topic: 'line/4' });
    await shown.press(grid(), 'Escape');
    expect(selectionOf(shown.id)).toMatchObject({ packet: undefined, topic: 'line/4' });
  });

  test('scrolls a packet selected by another pane into view', async () => {
    await showPackets(1200);
    await shown.press(grid(), 'Home');
    await shown.until(() => numbers()[0] === '1');
    await shown.run(() => select(shown.id, { packet: 1100 }));
    await shown.until(() => numbers().includes('1,100'));
    expect(numbers()).toContain('1,101');
  });

  test('keeps its position while another view is shown', async () => {
    shown = await show(InCentre, (live) => {
      for (let n = 1; n <= 3000; n += 1) live.receive(publishBytes('line', `${n}`));
    });
    await shown.until(() => rows().length > 0);
    await shown.press(grid(), 'k');
    for (let page = 0; page < 20; page += 1) await shown.press(grid(), 'PageUp');
    await shown.run(() => select(shown.id, { packet: undefined }));
    await shown.until(() => numbers().length > 10 && !numbers().includes('3,000'));
    const before = numbers();
    await shown.run(() => showPanel(shown.id, 'topic'));
    expect(rows()).toHaveLength(0);
    await shown.run(() => showPanel(shown.id, 'packets'));
    await shown.until(() => rows().length > 0);
    await shown.until(() => numbers().join() === before.join());
    expect(grid().scrollTop).toBeGreaterThan(1000);
  });

  test('counts packets that arrive while another view is shown', async () => {
    shown = await show(InCentre, (live) => {
      for (let n = 1; n <= 100; n += 1) live.receive(publishBytes('line', `${n}`));
    });
    await shown.until(() => rows().length > 0);
    const last = rows().at(-1);
    if (last) await shown.click(last);
    const isNew = (count: number) =>
      shown.until(() => shown.box.textContent?.includes(`${count} new`) === true);
    for (let n = 0; n < 8; n += 1) shown.live.receive(publishBytes('late', 'x'));
    await isNew(8);
    await shown.run(() => showPanel(shown.id, 'topic'));
    for (let n = 0; n < 56; n += 1) shown.live.receive(publishBytes('later', 'x'));
    await shown.run(() => showPanel(shown.id, 'packets'));
    await isNew(64);
    expect(viewOf(shown.id).following).toBe(false);
  });

  test('shows a packet linked from another view that arrived meanwhile', async () => {
    shown = await show(InCentre, (live) => {
      for (let n = 1; n <= 5; n += 1) live.receive(publishBytes('line', `${n}`));
    });
    await shown.until(() => rows().length === 5);
    await shown.run(() => showPanel(shown.id, 'topic'));
    for (let n = 6; n <= 500; n += 1) shown.live.receive(publishBytes('line', `${n}`));
    await shown.run(() => showPacket(shown.id, 300));
    await shown.until(() => numbers().includes('300'));
    expect(numbers().length).toBeLessThan(60);
  });

  test('Pause freezes the list and says how many packets it holds', async () => {
    await showPackets(40);
    await shown.click(button('Pause'));
    expect(button('Pause').getAttribute('aria-pressed')).toBe('true');
    for (let n = 0; n < 12; n += 1) shown.live.receive(publishBytes('late', 'x'));
    await shown.until(() => shown.box.textContent?.includes('12 packets held') === true);
    expect(shown.box.textContent).toContain('Paused: views frozen, still recording.');
    expect(grid().getAttribute('aria-rowcount')).toBe('41');
    await shown.click(button('Resume'));
    await shown.until(() => grid().getAttribute('aria-rowcount') === '53');
  });

  test('reports discarded packets, and holds still while more are discarded', async () => {
    const large = (n: number) => publishBytes(`line/${n}`, 'x'.repeat(20_000));
    shown = await show(
      PacketsView,
      (live) => {
        for (let n = 1; n <= 400; n += 1) live.receive(large(n));
      },
      4 << 20,
    );
    await shown.until(() => rows().length > 0);
    await shown.until(() => /\d+ older packets were discarded/.test(shown.box.textContent ?? ''));
    const listed = Number(grid().getAttribute('aria-rowcount')) - 1;
    expect(listed).toBeLessThan(400);
    expect(shown.box.textContent).toContain(`${400 - listed} older packets were discarded`);
    expect(shown.box.textContent).not.toContain('record');
    await shown.run(() => {
      useConnections.setState(({ list }) => ({
        list: list.map((one) => ({ ...one, settings: SETTINGS })),
      }));
    });
    expect(shown.box.textContent).toContain(
      'To keep all, record to files: Copy as mqttscope record command',
    );

    await shown.press(grid(), 'k');
    await shown.press(grid(), 'PageUp');
    await shown.press(grid(), 'PageUp');
    await shown.until(() => rows().some((row) => row.getAttribute('aria-selected') === 'true'));
    const held = selectionOf(shown.id).packet;
    const selectedPlace = () =>
      placeOnScreen(rows().find((row) => row.getAttribute('aria-selected') === 'true'));
    const before = selectedPlace();
    for (let n = 1; n <= 40; n += 1) shown.live.receive(large(n));
    await shown.until(() => says(440));
    expect(selectionOf(shown.id).packet).toBe(held);
    expect(selectedPlace()).toBe(before);
  });

  test('Clear empties a short list at once', async () => {
    await showPackets(40);
    await openMore();
    await shown.click(moreItem('Clear') ?? shown.box);
    await shown.until(() => grid().getAttribute('aria-rowcount') === '1');
    expect(shown.live.sent).toContainEqual({ kind: 'clear' });
    await shown.until(() => shown.box.textContent?.includes('No packets yet') === true);
  });
});

describe('a list of exchanges', () => {
  const PUBACK = { type: 'puback', reasonCode: 0, properties: [] } as const;
  const cells = (row: Element | undefined) =>
    [...(row?.querySelectorAll('[role=gridcell]') ?? [])].map(({ textContent }) => textContent);

  test('has its columns before the first row', async () => {
    const heads = () =>
      [...document.querySelectorAll('[role=columnheader]')].map(({ textContent }) => textContent);
    let first: readonly (string | null)[] = [];
    function Watched({ connectionId }: { readonly connectionId: string }) {
      useLayoutEffect(() => {
        first = heads();
      }, []);
      return <PacketsView connectionId={connectionId} />;
    }
    shown = await show(Watched, (live) => {
      setLayout({ grouping: 'exchanges' });
      live.receive(publishBytes('line/1', 'a'));
    });
    await shown.until(() => rows().length > 0);
    expect(first).toContain('Exchange');
    expect(heads()).toEqual(first);
  });

  test('has a row for each message, with its acknowledgements folded in', async () => {
    shown = await show(PacketsView, (live) => {
      live.receive(publishBytes('line/1', 'a', { qos: 1, packetId: 1 }));
      live.answer(encode({ ...PUBACK, packetId: 1 }, 4));
      live.receive(publishBytes('line/2', 'b'));
      for (const at of [1, 2]) {
        live.answer(encode({ type: 'pingreq' }, 4));
        if (at === 1) live.receive(encode({ type: 'pingresp' }, 4));
      }
    });
    await shown.until(() => rows().length === 6);
    await shown.click(named(shown.box, 'input[type=radio]', 'Exchanges'));
    await shown.until(() => rows().length === 3);
    expect(rows().map((row) => cells(row).slice(2))).toMatchObject([
      [
        expect.stringContaining('line/1'),
        expect.stringMatching(/^a/),
        '1',
        '1.0 ms',
        expect.any(String),
      ],
      [expect.stringContaining('line/2'), expect.stringMatching(/^b/), '', '', expect.any(String)],
      [
        '2 pings 1 not answeredPINGRESP was sent before CONNACK.',
        '',
        '',
        '1.0 ms',
        expect.any(String),
      ],
    ]);
    // A selected answer is shown in the row of its message.
    await shown.run(() => select(shown.id, { packet: 2 }));
    await shown.until(() => rows()[0]?.getAttribute('aria-selected') === 'true');
    await shown.click(named(shown.box, 'input[type=radio]', 'Packets'));
    await shown.until(() => rows().length === 6);
  });

  test('keeps the selected packet in view when exchanges fold and unfold', async () => {
    shown = await show(PacketsView, (live) => {
      for (let n = 1; n <= 400; n += 1) {
        live.receive(publishBytes('line', `${n}`, { qos: 1, packetId: n }));
        live.answer(encode({ ...PUBACK, packetId: n }, 4));
      }
    });
    await shown.until(() => rows().length > 0);
    const isInView = () =>
      shown.until(() => rows().some((row) => row.getAttribute('aria-selected') === 'true'));
    await shown.run(() => showPacket(shown.id, 201));
    await isInView();
    await shown.click(named(shown.box, 'input[type=radio]', 'Exchanges'));
    await shown.until(() => grid().getAttribute('aria-rowcount') === '401');
    await isInView();
    await shown.click(named(shown.box, 'input[type=radio]', 'Packets'));
    await shown.until(() => grid().getAttribute('aria-rowcount') === '801');
    await isInView();
    expect(numbers()).toContain('201');
  });
});

test('a problem is first in its row', async () => {
  shown = await show(PacketsView, (live) => {
    live.receive(Uint8Array.of(0x20, 2, 0, 0));
    live.receive(publishBytes('line/1', '1', { qos: 1, packetId: 7 }));
    live.answer(Uint8Array.of(0x40, 2, 0, 9));
  });
  const problem = 'PUBACK 9: nothing is in flight under this packet identifier.';
  await shown.until(() => rows()[2]?.textContent?.includes(`PUBACK9${problem} ·`) === true);
  await shown.click(named(shown.box, 'input[type=radio]', 'Exchanges'));
  // The packet type has no separate column here.
  await shown.until(() => rows()[2]?.textContent?.endsWith('PUBACK4') === true);
  expect(rows()[2]?.textContent).toContain(`${problem} · acknowledgesPUBACK`);
});

test('a problem that quotes the reason code is not followed by it', async () => {
  shown = await show(PacketsView, ({ capture }) => {
    const stream = capture.openStream(5);
    capture.packet(stream, 'in', 1, Uint8Array.of(0x20, 3, 0, 0, 0));
    capture.packet(stream, 'in', 2, Uint8Array.of(0xe0, 2, 0x87, 0));
  });
  await shown.until(() => rows().some((row) => row.textContent?.includes('ended the connection')));
  const told = rows().find((row) => row.textContent?.includes('ended the connection'));
  expect(told?.textContent?.match(/0x87/g)).toHaveLength(1);
});

test('a row whose problem is among the oldest of too many says so, in both lists', async () => {
  const connect = { type: 'connect', protocolName: 'MQTT', protocolLevel: 4 } as const;
  const session = { clientId: 'c', cleanStart: true, keepAlive: 0, properties: [] };
  const publish = publishBytes('a', '1');
  shown = await show(PacketsView, ({ capture }) => {
    const stream = capture.openStream(4);
    capture.packet(stream, 'out', 1, encode({ ...connect, ...session }, 4));
    capture.packet(stream, 'in', 2, Uint8Array.of(0x20, 2, 0, 0));
    // No subscription matches any of them.
    for (let at = 0; at < 10_001; at += 1) capture.packet(stream, 'in', 3 + at, publish);
  });
  await shown.until(() => rows().length > 0);
  await shown.press(grid(), 'Home');
  const gone = 'This packet has a problem that is no longer kept';
  const oldest = () => rows().find((row) => row.textContent?.includes(gone) === true);
  for (const list of ['Packets', 'Exchanges']) {
    // Sequential.
    await shown.click(named(shown.box, 'input[type=radio]', list));
    await shown.press(grid(), 'Home');
    await shown.until(() => oldest() !== undefined);
    expect(rows().filter((row) => row.textContent?.includes(gone) === true)).toHaveLength(1);
  }
});
