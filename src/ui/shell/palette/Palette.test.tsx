import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { publishBytes } from '../../../engine/topics/messages.testkit.ts';
import { SETTINGS } from '../../../profiles/settings/settings.testkit.ts';
import { type } from '../../kit/page/page.testkit.ts';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { changeShown } from '../../panels/topics/keptShown.ts';
import { shownOf } from '../../panels/topics/shown.ts';
import { registerInput } from '../../session/captures/openCapture.ts';
import { useSaves } from '../../session/captures/saves.ts';
import { activeConnection, prepareConnection } from '../../session/connection/connections.ts';
import { CONNECTED } from '../../session/connection/handle.testkit.ts';
import { select, selectionOf } from '../../session/connection/selection.ts';
import { closeConnection } from '../../session/connectionTabs.ts';
import { closeOverlay, openOverlay } from '../../session/dialogs/overlay.ts';
import { draftOf } from '../../session/profiles/drafts.ts';
import { viewOf } from '../../session/view/tabView.ts';
import { Palette } from './Palette.tsx';

let shown: Shown;
beforeEach(async () => {
  const topics = ['plant/press-07/heartbeat', 'plant/press-07/temp', 'office/temp', 'office/temp'];
  shown = await show(Palette, (live) => {
    for (const topic of topics) live.receive(publishBytes(topic, '42'));
    live.receive(publishBytes('office/theme', 'dark', { retain: true }));
    for (let n = 0; n < 40; n += 1) live.receive(publishBytes(`many/${n}`, 'x'));
  });
  await shown.run(() => {
    prepareConnection(shown.id, SETTINGS);
    shown.live.tell({ kind: 'state', state: CONNECTED });
  });
});
afterEach(async () => {
  await shown.run(closeOverlay);
  await shown.end();
});

const options = () => [...shown.box.querySelectorAll('[role=option]')];
const names = () => options().map(({ firstElementChild: first }) => first?.textContent ?? '');
const option = (name: string) =>
  options().find((one) => one.firstElementChild?.textContent === name) ?? shown.box;
const chosen = () => shown.box.querySelector('[role=option][aria-selected=true]');
const field = (): HTMLInputElement => {
  const input = shown.box.querySelector('input');
  if (input === null) throw new Error('no field');
  return input;
};
const open = () => shown.run(() => openOverlay('palette'));
const typed = (text: string) => type(field(), text);

test('finds topics by parts of their names, at most a dozen, and opens the selected one', async () => {
  await open();
  expect(names().some((name) => name.includes('/'))).toBe(false);
  await typed('many');
  await shown.until(() => names().some((name) => name === 'many/0'));
  expect(names().filter((name) => name.startsWith('many/'))).toHaveLength(12);
  await typed('heartb');
  await shown.until(() => names().includes('plant/press-07/heartbeat'));
  expect(chosen()?.textContent).toContain('plant/press-07/heartbeat');
  expect(chosen()?.querySelector('mark')?.textContent).toBe('heartb');
  await typed('temp');
  await shown.until(() => option('office/temp').textContent === 'office/temp2');
  await shown.press(field(), 'ArrowDown');
  await shown.until(() => chosen()?.textContent?.includes('plant/press-07/temp') === true);
  // Further typing means that nothing is chosen yet.
  await typed('heartb');
  await shown.until(() => chosen()?.textContent?.includes('heartbeat') === true);
  await shown.press(field(), 'Enter');
  await shown.until(() => selectionOf(shown.id).topic === 'plant/press-07/heartbeat');
  expect(viewOf(shown.id).panel).toBe('topic');
});

test('says that it is searching for topics, and reports none only at the end', async () => {
  shown.live.findsTopics = false;
  await open();
  await typed('zzz');
  await shown.until(() => shown.box.textContent.includes('Looking for topics'));
  expect(shown.box.textContent).not.toContain('No matching commands');
  shown.live.findsTopics = true;
  await typed('zzzz');
  await shown.until(() => shown.box.textContent.includes('No matching commands'));
  expect(shown.box.textContent).not.toContain('Looking for topics');
});

test('a topic found earlier is removed if it does not match the longer text', async () => {
  await open();
  await typed('heartb');
  await shown.until(() => names().includes('plant/press-07/heartbeat'));
  shown.live.findsTopics = false;
  await typed('heartbeat');
  expect(names()).toContain('plant/press-07/heartbeat');
  await typed('heartbeatx');
  expect(names()).not.toContain('plant/press-07/heartbeat');
});

test('a cancelled search ends in the worker', async () => {
  await open();
  await typed('temp');
  await shown.run(closeOverlay);
  const asked = shown.live.asked.filter(({ kind }) => kind === 'find-topics');
  expect(asked.at(-1)).toMatchObject({ text: '', place: 'palette' });
});

test('matching commands are above the topics', async () => {
  await open();
  await typed('theme');
  await shown.until(() => names().includes('office/theme'));
  expect(names()[0]).toMatch(/^Use the .* theme$/);
  expect(chosen()?.textContent).toMatch(/^Use the/);
  expect(chosen()?.querySelector('mark')?.textContent).toBe('theme');
  // Views have the names that they have on screen.
  for (const name of ['Exchanges', 'Packets', 'Requests', 'Connections', 'Problems']) {
    await typed(name.toLowerCase());
    expect(names()[0]).toBe(name);
  }
  await typed('temp');
  await shown.until(() => names().includes('office/temp'));
  expect(names().slice(0, 2).toSorted()).toEqual(['office/temp', 'plant/press-07/temp']);
  await typed('no such thing');
  expect(shown.box.textContent).toContain('No matching commands.');
});

test('offers what deletes only to users who type so', async () => {
  await shown.run(() => select(shown.id, { topic: 'office/theme' }));
  await open();
  await shown.until(() => names().includes('Copy topic: office/theme'));
  const deleting = () => names().filter((name) => /^(?:Clear|Delete|Remove)\b/.test(name));
  expect(deleting()).toEqual([]);
  for (const text of ['hand', 'save', 'cl', 'theme']) {
    await typed(text);
    expect([text, deleting()]).toEqual([text, []]);
  }
  await typed('del ret');
  expect(deleting().toSorted()).toEqual([
    'Clear retained message of office/theme',
    'Clear retained messages below office/theme',
  ]);
  await typed('cle cap');
  expect(deleting()).toEqual(['Clear the capture']);
});

test.each(['alibaba', 'aliyun', '阿里云'])('%s finds the sign-in of a device', async (text) => {
  await open();
  await typed(text);
  await shown.click(option('Sign in as a device of Alibaba Cloud IoT'));
  // The connected tab stays as it is.
  await shown.until(() => activeConnection()?.id !== shown.id);
  const id = activeConnection()?.id ?? '';
  expect([draftOf(id)?.mode, viewOf(id).screen]).toEqual(['alibaba', 'editor']);
  await shown.run(() => closeConnection(id));
});

test('has the actions of the selected topic’s menu, and those for all topics', async () => {
  await shown.run(() => select(shown.id, { topic: 'office/temp' }));
  await open();
  await shown.until(() => names().includes('Copy topic: office/temp'));
  for (const command of ['Copy value', 'Export messages…', 'Publish here', 'Subscribe'])
    expect(names()).toContain(`${command}: office/temp`);
  for (const command of ['Filter packets by topic', 'Pin', 'Hide'])
    expect(names()).toContain(`${command}: office/temp`);
  // The topic has none below it.
  expect(names()).not.toContain('Expand all below: office/temp');
  for (const command of ['Expand all topics', 'Collapse all topics', 'Sort topics by rate'])
    expect(names()).toContain(command);
  await shown.click(option('List the topics of all levels'));
  await shown.run(() => select(shown.id, { topic: 'plant' }));
  await open();
  await shown.until(() => names().includes('Expand all below: plant'));
  expect(names()).not.toContain('Copy value: plant');
});

test('offers and runs the actions possible for all topics', async () => {
  const { id, live, run, until, click } = shown;
  await run(() => select(id, { topic: 'office/theme' }));
  await open();
  await until(() => names().includes('Copy topic: office/theme'));

  for (const none of [
    // The connection's own command clears the same.
    'Clear retained…: office/theme',
    'Sort topics by name',
    'Show hidden topics',
    'Go to the next topic found',
  ])
    expect(names()).not.toContain(none);
  await click(option('Collapse all topics'));
  await until(() => live.sent.some((sent) => sent.kind === 'expand' && !sent.expanded));
  await open();
  await click(option('Sort topics by rate'));
  await until(() => shownOf(id).order === 'rate');
  await run(() => changeShown(id, { hidden: ['office'] }));
  await open();
  expect(names()).toContain('Sort topics by name');
  await click(option('Show hidden topics'));
  await until(() => shownOf(id).hidden.length === 0);
  await run(() => changeShown(id, { order: 'name' }));
});

test('opens the file dialog within the key press, and loads nothing before it', async () => {
  const { run } = shown;
  const input = document.createElement('input');
  const click = vi.spyOn(input, 'click').mockReturnValue(undefined);
  registerInput(input);
  await open();
  await typed('open capture');
  await run(() => {
    const enter = { key: 'Enter', bubbles: true, cancelable: true };
    field().dispatchEvent(new KeyboardEvent('keydown', enter));
    expect(click).toHaveBeenCalledTimes(1);
  });
  registerInput(null);
});

test('exports the messages of one topic', async () => {
  await shown.run(() => select(shown.id, { topic: 'office/temp' }));
  await open();
  await shown.until(() => names().includes('Export messages…: office/temp'));
  await shown.click(option('Export messages…: office/temp'));
  await shown.until(() => useSaves.getState().topic === 'office/temp');
  expect(useSaves.getState().asked).toBe(shown.id);
  await shown.run(() => useSaves.setState({ asked: undefined, topic: undefined }));
});

test('an unavailable command says why', async () => {
  await shown.run(() => {
    shown.live.tell({ kind: 'state', state: { kind: 'closed', failure: undefined } });
    select(shown.id, { topic: 'office/temp' });
  });
  await open();
  await shown.until(() => names().includes('Subscribe: office/temp'));
  const subscribe = option('Subscribe: office/temp');
  expect(subscribe.getAttribute('aria-disabled')).toBe('true');
  expect(subscribe.textContent).toContain('Not connected');
  const sent = shown.live.sent.length;
  await shown.click(subscribe);
  expect(shown.live.sent.slice(sent)).toEqual([]);
});
