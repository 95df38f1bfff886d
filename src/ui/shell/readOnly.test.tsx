/**
 * A read-only connection: all controls that would send are disabled, and say why. The worker's tests verify
 * that nothing is ever sent.
 */

import { afterEach, describe, expect, test } from 'vitest';
import { useAnnouncement } from '#kit';
import { publishBytes } from '../../engine/topics/messages.testkit.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import type { Packet } from '../../mqtt/tables/packet.ts';
import { settingsWith } from '../../profiles/settings/settings.testkit.ts';
import { named, type } from '../kit/page/page.testkit.ts';
import { type Shown, show } from '../kit/rows/liveCapture.testkit.ts';
import { PacketDetailPane } from '../panels/packet/PacketDetailPane.tsx';
import { PublishPane } from '../panels/publish/PublishPane.tsx';
import { TopicView } from '../panels/topic/TopicView.tsx';
import { TopicsPane } from '../panels/topics/TopicsPane.tsx';
import { connect } from '../session/connection/connections.ts';
import { CONNECTED, SilentHandle } from '../session/connection/handle.testkit.ts';
import { select } from '../session/connection/selection.ts';
import { closeConnection, openConnection, setHandleFactory } from '../session/connectionTabs.ts';
import { closeOverlay, openOverlay } from '../session/dialogs/overlay.ts';
import { changeForm, formFor } from '../session/publish/forms.ts';
import { askToReplay, dropReplayDialog } from '../session/replay/replays.ts';
import { askToClear, dropClearing } from '../session/retained/asked.ts';
import { setView } from '../session/view/tabView.ts';
import { ClearRetained } from './ClearRetained.tsx';
import { Palette } from './palette/Palette.tsx';
import { ReplayDialog } from './replay/ReplayDialog.tsx';

const SETTINGS = settingsWith({ readOnly: true });
const TOPIC = 'plant/state';

let shown: Shown;
afterEach(async () => {
  await shown.run(() => {
    closeOverlay();
    dropClearing();
    dropReplayDialog();
  });
  await shown.end();
});

/** Shows a pane of a connection that must not publish, with a retained message selected. */
async function showPane(pane: Parameters<typeof show>[0]): Promise<void> {
  shown = await show(pane, (live) => live.receive(publishBytes(TOPIC, 'on', { retain: true })));
  await shown.run(() => {
    connect(shown.id, SETTINGS);
    shown.live.tell({ kind: 'state', state: CONNECTED });
    setView(shown.id, { screen: 'capture' });
    select(shown.id, { topic: TOPIC });
  });
}
const published = () =>
  shown.live.sent.filter(({ kind }) => kind === 'publish' || kind === 'repeat');
const text = () => document.body.textContent ?? '';

describe('a read-only connection', () => {
  test('does not publish or repeat', async () => {
    await showPane(PublishPane);
    const { box, press } = shown;
    expect(text()).toContain('This connection publishes nothing. To publish, turn Read-only off');
    const button = named(box, 'button', 'Publish');
    expect(button.matches(':disabled, [aria-disabled=true]')).toBe(true);
    const why = document.getElementById(button.getAttribute('aria-describedby') ?? '');
    expect(why?.textContent).toContain('publishes nothing');
    await type(named(box, 'input', 'Topic'), 'a');
    await press(named(box, 'textarea', 'Payload'), 'Enter', { ctrlKey: true });
    expect(useAnnouncement.getState().text).toContain('This connection publishes nothing');
    expect(published()).toEqual([]);
  });

  test('does not clear from the topic', async () => {
    await showPane(TopicView);
    await shown.until(() => !text().includes('Reading the topic'));
    const button = named(shown.box, 'button', 'Clear retained');
    expect(button.matches(':disabled')).toBe(true);
    expect(button.title).toBe('This connection is read-only: it clears no retained messages.');
  });

  test('does not clear from the confirmation', async () => {
    await showPane(ClearRetained);
    await shown.run(() => askToClear({ connectionId: shown.id, path: TOPIC, isBelow: false }));
    await shown.until(() => text().includes('nothing can be cleared'));
    expect(named(shown.box, 'button', 'Clear 1 retained message').matches(':disabled')).toBe(true);
  });

  test('does not clear from the tree: its menu says why, and its keys do', async () => {
    await showPane(TopicsPane);
    const { box, press } = shown;
    await shown.until(() => box.querySelector('[role=treeitem]') !== null);
    const tree = box.querySelector('[role=tree]') ?? box;
    await press(tree, 'F10', { shiftKey: true });
    const item = (name: string) =>
      [...document.querySelectorAll('[role=menuitem]')].find((one) =>
        one.textContent?.startsWith(name),
      );
    await shown.until(() => item('Publish here') !== undefined);
    for (const [name, why] of [
      ['Publish here', 'Read-only connection'],
      ['Clear retained', 'it clears no retained messages'],
    ] as const) {
      expect(item(name)?.getAttribute('aria-disabled')).toBe('true');
      expect(item(name)?.textContent).toContain(why);
    }
    // Actions that only request messages stay available.
    expect(item('Subscribe')?.getAttribute('aria-disabled')).not.toBe('true');
    await press(tree, 'Delete');
    await shown.until(() => useAnnouncement.getState().text.includes('clears no retained'));
  });

  test('does not clear from the palette', async () => {
    await showPane(Palette);
    await shown.run(() => {
      select(shown.id, { packet: 1 });
      openOverlay('palette');
    });
    const option = (name: string) =>
      [...shown.box.querySelectorAll('[role=option]')].find((one) =>
        one.textContent?.startsWith(name),
      );
    await shown.until(() => option('Publish here') !== undefined);
    expect(option('Publishing is off')).toBeDefined();
    const expectOff = (name: string): void => {
      expect(option(name)?.getAttribute('aria-disabled')).toBe('true');
      expect(option(name)?.textContent).toMatch(/read-only/i);
    };
    for (const name of ['Publish here', 'Reply to the selected request']) expectOff(name);
    const field = shown.box.querySelector('input');
    if (field === null) throw new Error('no field');
    await type(field, 'clear ret');
    await shown.until(() => option('Clear retained') !== undefined);
    expectOff('Clear retained');
  });

  test('fills no form for a reply', async () => {
    shown = await show(PacketDetailPane, () => undefined);
    const { box, id, live, run, until, click } = shown;
    const { capture } = live;
    await capture.loadPairing();
    const request: Packet = {
      type: 'publish',
      dup: false,
      qos: 1,
      retain: false,
      topic: 'cmd/start',
      packetId: 1,
      properties: [
        { name: 'responseTopic', value: 'replies/7' },
        { name: 'correlationData', value: Uint8Array.of(1) },
      ],
      payload: new Uint8Array(),
    };
    capture.packet(capture.openStream(5), 'in', 1000, encode(request, 5));
    const reply = () => named(box, 'button', 'Reply');
    await run(() => {
      connect(id, { ...SETTINGS, readOnly: false });
      live.tell({ kind: 'state', state: CONNECTED });
      select(id, { packet: 1 });
    });
    await until(() => text().includes('Replies arrive on replies/7'));
    await click(reply());
    expect(formFor(id).topic).toBe('replies/7');
    await run(() => {
      changeForm(id, { topic: '' });
      connect(id, SETTINGS);
    });
    await until(() => reply().matches(':disabled'));
    expect(reply().title).toContain('This connection publishes nothing. To publish,');
    await click(reply());
    expect(formFor(id).topic).toBe('');
  });

  test('is no target of a replay', async () => {
    shown = await show(ReplayDialog, (live) => live.receive(publishBytes(TOPIC, 'on')));
    const target = new SilentHandle();
    setHandleFactory(() => target);
    const other = openConnection('plant');
    await shown.run(() => {
      connect(other, SETTINGS);
      target.tell({ kind: 'state', state: CONNECTED });
      askToReplay(shown.id);
    });
    expect(shown.box.querySelector('[role=alert]')?.textContent).toBe(
      'This connection is read-only: nothing is published on it.',
    );
    for (const name of ['Dry run', 'Start replay'])
      expect(named(shown.box, 'button', name).matches(':disabled')).toBe(true);
    await shown.run(() => closeConnection(other));
  });
});
