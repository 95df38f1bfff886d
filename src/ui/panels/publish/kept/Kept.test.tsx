import { useState } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useAnnouncement } from '#kit';
import { decodeUtf8, encodeUtf8 } from '../../../../base/utf8.ts';
import { SETTINGS } from '../../../../profiles/settings/settings.testkit.ts';
import type { StoredMessage } from '../../../../profiles/settings/storedItems.ts';
import { named, type } from '../../../kit/page/page.testkit.ts';
import { type Shown, show } from '../../../kit/rows/liveCapture.testkit.ts';
import { connect } from '../../../session/connection/connections.ts';
import { undoLast } from '../../../session/dialogs/confirm.ts';
import { keptInMemory } from '../../../session/kept.testkit.ts';
import { exportMessages } from '../../../session/keptMessages/messageFiles.ts';
import type { Message } from '../../../session/publish/form.ts';
import { formFor } from '../../../session/publish/forms.ts';
import { messages, useKeptMessages } from '../../../session/storage.ts';
import { Keep, Kept } from './Kept.tsx';

const TEMPLATE: Message = {
  topic: 'lamp/{{n}}',
  payload: encodeUtf8('{"on": {{choice true}}}'),
  qos: 1,
  retain: false,
  properties: [],
  template: { topic: 'lamp/{{n}}', payload: '{"on": {{choice true}}}', format: 'json' },
};

const message = (id: string, more: Partial<StoredMessage> = {}): StoredMessage => ({
  id,
  name: `Message ${id}`,
  topic: `t/${id}`,
  payload: encodeUtf8(id),
  qos: 0,
  retain: false,
  properties: [],
  ...more,
});

let shown: Shown | undefined;
beforeEach(() => {
  keptInMemory(messages, (items) => useKeptMessages.setState({ items }));
});
afterEach(async () => {
  await shown?.end();
  vi.restoreAllMocks();
  useKeptMessages.setState({ items: [] });
});

function Pane({ connectionId }: { connectionId: string }) {
  const [written, setWritten] = useState(TEMPLATE);
  return (
    <>
      <button type="button" onClick={() => setWritten({ ...TEMPLATE, topic: 'lamp/x' })}>
        Write
      </button>
      <Keep connectionId={connectionId} message={written} />
      <Kept connectionId={connectionId} />
    </>
  );
}

async function pane(kept: readonly StoredMessage[]) {
  await messages.saveAll(kept);
  shown = await show(Pane, () => undefined);
  const { id, run, until } = shown;
  await run(() => connect(id, SETTINGS));
  await until(() => useKeptMessages.getState().items.length === kept.length);
  return shown;
}

const rows = (box: HTMLElement): readonly string[] =>
  [...box.querySelectorAll('section')].map(
    (section) =>
      `${section.getAttribute('aria-label')}: ${[...section.querySelectorAll('li > button:first-child')].map((one) => one.textContent).join()}`,
  );

test('a stored template stays a template, and is filled in after loading', async () => {
  const { box, click, until, id } = await pane([]);
  await type(named(box, 'input', 'Name of the message'), 'Lamp');
  await type(named(box, 'input', 'Folder'), 'Home');
  await click(named(box, 'button', 'Save message'));
  await until(() => box.querySelector('li') !== null);
  expect(rows(box)).toEqual(['Home: Lamp']);
  await click(named(box, 'button', 'Lamp'));
  expect(formFor(id)).toMatchObject({
    topic: 'lamp/{{n}}',
    payload: '{"on": {{choice true}}}',
    format: 'json',
    templates: true,
  });
});

test('are in folders, found by name, folder and topic, and sent with one press', async () => {
  const many = ['1', '2', '3', '4', '5'].map((id) => message(id));
  const { box, click, live } = await pane([...many, message('6', { folder: 'Plant' })]);
  expect(rows(box)).toEqual([
    'Plant: Message 6',
    'No folder: Message 1,Message 2,Message 3,Message 4,Message 5',
  ]);
  await click(named(box, 'button', 'Publish Message 3'));
  const sent = live.sent.flatMap((one) => (one.kind === 'publish' ? [one.message] : []));
  expect(sent.map(({ topic, payload }) => [topic, decodeUtf8(payload)])).toEqual([['t/3', '3']]);
  await type(named(box, 'input', 'Find a saved message'), 'plant');
  expect(rows(box)).toEqual(['Plant: Message 6']);
  await type(named(box, 'input', 'Find a saved message'), 't/2');
  expect(rows(box)).toEqual(['No folder: Message 2']);
});

test('typing in the form does not redraw the kept messages', async () => {
  let drawn = 0;
  const watched = message('1');
  Object.defineProperty(watched, 'topic', {
    get: () => {
      drawn += 1;
      return 't/1';
    },
  });
  const { click, box } = await pane([watched]);
  expect(rows(box)).toEqual(['No folder: Message 1']);
  const before = drawn;
  expect(before).toBeGreaterThan(0);
  await click(named(box, 'button', 'Write'));
  expect(drawn).toBe(before);
});

test('are moved with the keyboard, duplicated, renamed and deleted, with undo', async () => {
  const { box, click, press, run, until } = await pane([message('1'), message('2')]);
  const order = () => rows(box)[0] ?? box.textContent;
  await press(named(box, 'button', 'Message 2'), 'ArrowUp', { altKey: true });
  await until(() => order()?.includes('Message 2,Message 1') === true);
  const choose = async (of: string, item: string) => {
    await click(named(box, 'button', `Actions for ${of}`));
    await click(named(document.body, '[role=menuitem]', item));
  };
  await choose('Message 1', 'Duplicate');
  await until(() => useKeptMessages.getState().items.length === 3);
  await choose('Message 2', 'Rename…');
  const name = document.querySelector<HTMLInputElement>('[data-focus=kept-name]');
  if (name === null) throw new Error('no name');
  await type(name, 'First');
  await press(name, 'Enter');
  await until(() => order()?.includes('First,Message 1') === true);
  await choose('First', 'Delete First');
  await until(() => useKeptMessages.getState().items.length === 2);
  await run(() => void undoLast());
  expect(useKeptMessages.getState().items).toHaveLength(3);
});

test('a file is imported as a whole, with its errors reported', async () => {
  const { box, until } = await pane([]);
  const input = box.querySelector<HTMLInputElement>('input[type=file]');
  if (input === null) throw new Error('no input');
  const give = (text: string) => {
    Object.defineProperty(input, 'files', {
      configurable: true,
      value: [new File([text], 'm.json')],
    });
    input.dispatchEvent(new Event('change', { bubbles: true }));
  };
  give('{');
  await until(() => box.textContent?.includes('m.json is not JSON.') === true);
  const mqttx = [{ name: 'Plant', messages: [{ out: true, topic: 'cmd', payload: 'x', qos: 0 }] }];
  give(JSON.stringify(mqttx));
  await until(() => box.querySelector('li') !== null);
  expect(rows(box)).toEqual(['Plant: cmd']);
  give(JSON.stringify(mqttx));
  await until(() => useAnnouncement.getState().text === 'The message is here already');
  expect(rows(box)).toEqual(['Plant: cmd']);
});

test('a message that could not be imported again says so when exported', async () => {
  await pane([message('1')]);
  expect(await exportMessages(100)).toBe(
    'The file is larger than 100 B: it cannot be imported as a whole.',
  );
  expect(await exportMessages()).toBeUndefined();
});

test('of 5,000 messages in a folder only those on screen are drawn, and a search finds the rest', async () => {
  const many = Array.from({ length: 5000 }, (_, at) => message(`${at}`));
  const { box } = await pane(many);
  const drawn = () => box.querySelectorAll('li').length;
  expect(drawn()).toBeGreaterThan(0);
  expect(drawn()).toBeLessThan(100);
  await type(named(box, 'input', 'Find a saved message'), 't/4999');
  expect(rows(box)).toEqual(['No folder: Message 4999']);
});
