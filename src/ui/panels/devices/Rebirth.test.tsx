import { afterEach, beforeEach, expect, test } from 'vitest';
import { EdgeNode, TEMP } from '../../../conventions/sparkplug/edgeNode.testkit.ts';
import { publishBytes } from '../../../engine/topics/messages.testkit.ts';
import { SETTINGS } from '../../../profiles/settings/settings.testkit.ts';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { connect } from '../../session/connection/connections.ts';
import { CONNECTED } from '../../session/connection/handle.testkit.ts';
import { select, selectionOf } from '../../session/connection/selection.ts';
import { setLayout } from '../../session/view/layout.ts';
import { viewOf } from '../../session/view/tabView.ts';
import { deviceActions } from './actions.ts';
import { DevicesView } from './DevicesView.tsx';
import { setDevicesPlace } from './place.ts';

let shown: Shown;
// The list is in the panel, not in the pane beside it.
beforeEach(() => setLayout({ topicsCollapsed: true }));
afterEach(() => shown.end());

const says = (text: string) => shown.box.textContent?.includes(text) === true;
const named = (name: string) =>
  [...shown.box.querySelectorAll('button')].find(({ textContent }) => textContent === name);
const BIRTH = 'spBv1.0/plant/NBIRTH/press';

async function choose(name: string): Promise<void> {
  const row = () =>
    [...shown.box.querySelectorAll('[aria-label=Devices] [data-index]')].find((each) =>
      each.textContent?.includes(name),
    );
  await shown.until(() => row() !== undefined);
  await shown.click(row() ?? shown.box);
  await shown.until(() => says('Topics below'));
}

/** An edge node and its device, which is chosen. */
async function showMotor(): Promise<EdgeNode> {
  const node = new EdgeNode();
  shown = await show(DevicesView, (live) => {
    live.receive(publishBytes(BIRTH, node.nbirth()));
    live.receive(publishBytes('spBv1.0/plant/DBIRTH/press/motor', node.dbirth([TEMP])));
  });
  await choose('motor');
  return node;
}

test('the reason for a rebirth is given in words', async () => {
  const node = new EdgeNode();
  shown = await show(DevicesView, (live) => {
    live.receive(publishBytes(BIRTH, node.nbirth()));
    node.seq += 1;
    live.receive(publishBytes('spBv1.0/plant/NDATA/press', node.data([])));
  });
  await choose('press');
  await shown.until(() => says('Cause of rebirth'));
  expect(says('Cause of rebirtha sequence number was skipped')).toBe(true);
});

test('a rebirth is requested as specified; each outcome is shown with its packet', async () => {
  const node = await showMotor();
  expect(named('Request rebirth')).toHaveProperty('disabled', true);
  await shown.run(() => shown.live.tell({ kind: 'state', state: CONNECTED }));
  await shown.click(named('Request rebirth') ?? shown.box);
  const [command] = shown.live.sent.filter((each) => each.kind === 'publish');
  if (command === undefined) throw new Error('nothing was sent');
  const { topic, payload, qos, retain, id } = command.message;
  expect([topic, qos, retain]).toEqual(['spBv1.0/plant/NCMD/press', 0, false]);
  await shown.until(() => says('queued'));
  const { capture, stream } = shown.live;
  const packet = capture.packet(stream, 'out', 3000, publishBytes(topic, payload));
  await shown.run(() =>
    shown.live.tell({ kind: 'published', id, outcome: { kind: 'sent', packet } }),
  );
  await shown.until(() => says('no NBIRTH yet, for'));
  shown.live.receive(publishBytes(BIRTH, node.nbirth()));
  await shown.until(() =>
    says(`Rebirth requested by packet ${packet} · NBIRTH received in packet 4`),
  );
  await shown.click(named('packet 4') ?? shown.box);
  expect(selectionOf(shown.id).packet).toBe(4);
});

test('the palette requests it from the edge node of the selected device or topic', async () => {
  await showMotor();
  const actions = () => deviceActions(shown.id).map(({ label, disabled }) => [label, disabled]);
  const why = 'Not connected: a rebirth can be requested once the connection is back.';
  expect(actions()).toEqual([['Request rebirth of plant/press', why]]);
  await shown.run(() => shown.live.tell({ kind: 'state', state: CONNECTED }));
  await shown.run(() => select(shown.id, { topic: 'spBv1.0/plant/DDATA/oven/belt' }));
  expect(actions()).toEqual([['Request rebirth of plant/oven', undefined]]);
  await shown.run(() => deviceActions(shown.id)[0]?.run());
  await shown.until(() => shown.live.sent.some(({ kind }) => kind === 'publish'));
  const [command] = shown.live.sent.filter((each) => each.kind === 'publish');
  expect(command?.message.topic).toBe('spBv1.0/plant/NCMD/oven');
  expect(viewOf(shown.id).panel).toBe('devices');
  await shown.run(() => select(shown.id, { topic: 'a/b' }));
  await shown.run(() => setDevicesPlace(shown.id, { chosen: undefined }));
  expect(actions()).toEqual([]);
});

test('reports that no NBIRTH was received', async () => {
  await showMotor();
  await shown.run(() => {
    connect(shown.id, SETTINGS);
    shown.live.tell({ kind: 'state', state: CONNECTED });
  });
  await shown.click(named('Request rebirth') ?? shown.box);
  const [command] = shown.live.sent.filter((each) => each.kind === 'publish');
  const { topic = '', payload, id = 0 } = command?.message ?? {};
  const { capture, stream } = shown.live;
  const packet = capture.packet(stream, 'out', 3000, publishBytes(topic, payload));
  await shown.run(() =>
    shown.live.tell({ kind: 'published', id, outcome: { kind: 'sent', packet } }),
  );
  const line = () => shown.box.querySelector('[role=status]')?.textContent;
  await shown.until(() => !/queued|sent$/.test(line() ?? ''));
  expect(line()).toBe('Rebirth requested by packet 3 · no subscription matches the NBIRTH');
});

test('a read-only connection does not request it, and says why; nor does a file', async () => {
  await showMotor();
  await shown.run(() => {
    connect(shown.id, { ...SETTINGS, readOnly: true });
    shown.live.tell({ kind: 'state', state: CONNECTED });
  });
  expect(named('Request rebirth')).toHaveProperty('disabled', true);
  expect(named('Request rebirth')?.title).toContain('turn Read-only off');
  await shown.run(() => shown.live.tell({ kind: 'state', state: { kind: 'file' } }));
  expect(named('Request rebirth')).toBeUndefined();
});
