import { afterEach, expect, onTestFinished, test } from 'vitest';
import { publishBytes } from '../../../engine/topics/messages.testkit.ts';
import { encode } from '../../../mqtt/codec/encode.ts';
import { named } from '../../kit/page/page.testkit.ts';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { type OpenedFile, useConnections } from '../../session/connection/connections.ts';
import { CONNECTED } from '../../session/connection/handle.testkit.ts';
import { select, selectionOf } from '../../session/connection/selection.ts';
import { setLayout, useLayout } from '../../session/view/layout.ts';
import { openDrawer, useOver } from '../../session/view/publishDrawer.ts';
import { setView } from '../../session/view/tabView.ts';
import { Columns } from './Columns.tsx';

const Wide = (props: { connectionId: string }) => <Columns {...props} isNarrow={false} />;

let shown: Shown;
afterEach(() => shown.end());

test('the newest message is selected at first, and again when nothing is selected', async () => {
  shown = await show(Wide, (live) => {
    live.receive(publishBytes('press/state', 'run'));
    live.receive(publishBytes('press/state', 'idle', { qos: 1, packetId: 7 }));
    live.receive(encode({ type: 'pingresp' }, 4));
  });
  const { id, run, until, live } = shown;
  await run(() => setView(id, { screen: 'capture', panel: 'packets' }));
  await until(() => selectionOf(id).packet === 2);
  await run(() => select(id, { packet: undefined }));
  await until(() => selectionOf(id).packet === 2);
  const rows = () => shown.box.querySelectorAll('[role=row][data-index]').length;
  const before = rows();
  live.receive(publishBytes('press/state', 'off'));
  await until(() => rows() > before);
  await run(() => select(id, { packet: undefined }));
  await until(() => selectionOf(id).packet === 4);
  expect(selectionOf(id).isNewest).toBe(true);
});

test('a file has nothing to publish or to subscribe with', async () => {
  shown = await show(Wide, (live) => live.receive(publishBytes('press/state', 'run')));
  const { box, run, until, live } = shown;
  await run(() => {
    live.tell({ kind: 'state', state: CONNECTED });
    setLayout({ publishPinned: true });
  });
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

const NO_MQTT = { kind: 'note', note: 'empty' } as const;
const ENCRYPTED = { kind: 'note', note: 'encrypted', stream: 1 } as const;
const NOT_A_CAPTURE = {
  kind: 'unreadable',
  why: { key: 'unknown-format', args: { is: { kind: 'text' } } },
} as const;

test.each([
  ['text', { state: NOT_A_CAPTURE }, 'The file is text'],
  [
    'without frames',
    { notes: [{ ...NO_MQTT, fact: { key: 'no-frames', args: {} } }] },
    'no frames',
  ],
  [
    'with HTTP',
    { notes: [{ ...NO_MQTT, fact: { key: 'only-http', args: { ports: [80], more: false } } }] },
    'HTTP (ports 80)',
  ],
] satisfies [string, Partial<OpenedFile>, string][])(
  'a file %s has one strip, and no view that speaks of packets or connections',
  async (_, change, why) => {
    shown = await show(Wide, () => undefined);
    const { box, id, run, until } = shown;
    await openFile(change);
    for (const panel of ['topic', 'packets', 'streams', 'problems'] as const) {
      await run(() => setView(id, { panel }));
      await until(() => box.textContent?.includes(why) === true);
      expect(box.querySelectorAll('h2, [role=grid], [role=tree], button')).toHaveLength(0);
      // The tab's name.
      const said = box.textContent?.replace(box.querySelector('h1')?.textContent ?? '', '');
      expect(said).not.toMatch(/No problems|packet list|[Cc]onnection|received|Find a/);
    }
  },
);

test('a file with connections that cannot be read shows them', async () => {
  shown = await show(Wide, () => undefined);
  const fact = {
    key: 'of-stream',
    args: { stream: 1, note: { key: 'tls-gap', args: {} } },
  } as const;
  await openFile({ notes: [{ ...ENCRYPTED, fact }], noteCount: 1 });
  await shown.run(() => setView(shown.id, { panel: 'streams' }));
  const grid = () => shown.box.querySelector('[role=grid]');
  await shown.until(() => grid() !== null);
  expect(grid()?.ariaLabel).toBe('Connections');
});

async function openFile(change: Partial<OpenedFile>): Promise<void> {
  const file: OpenedFile = {
    name: 'x.pcap',
    read: 1,
    size: 1,
    packets: 0,
    notes: [],
    noteCount: change.notes?.length ?? 0,
    state: { kind: 'done' },
    ...change,
  };
  await shown.run(() =>
    useConnections.setState(({ list }) => ({
      list: list.map((one) => ({ ...one, state: { kind: 'file' }, file })),
    })),
  );
}

test('Publish opens over the desk, closes with Escape, and becomes a column when it is pinned', async () => {
  setLayout({ publishPinned: undefined });
  useOver.setState({ isOpen: false });
  onTestFinished(() => setLayout({ publishPinned: undefined }));
  shown = await show(Wide, () => undefined);
  const { box, run, click, press } = shown;
  const drawer = () => box.querySelector<HTMLElement>('[data-pane=publish]')?.parentElement;
  const isOver = () => drawer()?.className.includes('absolute');
  expect(drawer()).toBeUndefined();
  await run(openDrawer);
  expect(isOver()).toBe(true);
  await press(named(box, 'button', 'Close Publish'), 'Escape');
  expect(drawer()).toBeUndefined();
  await run(openDrawer);
  await click(named(box, 'button', 'Keep Publish beside the desks'));
  expect(isOver()).toBe(false);
  await press(named(box, 'button', 'Close Publish'), 'Escape');
  expect(isOver()).toBe(false);
  await click(named(box, 'button', 'Close Publish'));
  expect(drawer()).toBeUndefined();
});

test('the tree follows the window’s width until dragged, in each desk', async () => {
  const before = innerWidth;
  onTestFinished(() => {
    innerWidth = before;
    useLayout.setState({ watch: undefined, inspect: undefined });
  });
  shown = await show(Wide, (live) => live.receive(publishBytes('press/state', 'run')));
  const { box, id, run, until } = shown;
  await run(() => setView(id, { panel: 'topic' }));
  const width = () => box.querySelector<HTMLElement>('[data-pane=topics]')?.style.width;
  const resize = (pixels: number) =>
    run(() => {
      innerWidth = pixels;
      dispatchEvent(new Event('resize'));
    });
  await resize(1920);
  await until(() => width() === '440px');
  const splitter = named(box, '[role=separator]', 'Width of Topics');
  await run(() =>
    splitter.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true })),
  );
  expect(width()).toBe('456px');
  await resize(1440);
  expect(width()).toBe('456px');
  await run(() => setView(id, { panel: 'packets' }));
  expect(width()).toBe('276px');
});
