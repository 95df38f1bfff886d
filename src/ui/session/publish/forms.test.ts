/** Form of a connection during typing, pasting and choosing files. */
import { beforeEach, expect, test } from 'vitest';
import { publish as words } from '../../../i18n/en/publish/publish.ts';
import { useAnnouncement } from '../../kit/language/announcements.ts';
import { dropUndos, useConfirm } from '../dialogs/confirm.ts';
import { LARGE, messageOf } from './form.ts';
import { blankUserProperty, propertyCount } from './formProperties.ts';
import {
  changeForm,
  formFor,
  loadMessage,
  noteSent,
  putBack,
  takeFile,
  takeText,
  takeTopic,
} from './forms.ts';
import { readAsText } from './readAsText.ts';

let id = '';
let last = 0;
beforeEach(() => {
  last += 1;
  id = `form-${last}`;
});

const sent = () => messageOf(formFor(id), 5, words.errors).message;

test('response topic and correlation data stay with their request’s topic', () => {
  changeForm(id, { topic: 'get/a', responseTopic: 'reply/1', correlationData: '01' });
  changeForm(id, { topic: 'get/b' });
  expect(formFor(id).responseTopic).toBe('reply/1');
  noteSent(id);
  changeForm(id, { payload: 'x' });
  expect(formFor(id).responseTopic).toBe('reply/1');
  changeForm(id, { topic: 'set/c' });
  expect(formFor(id)).toMatchObject({ topic: 'set/c', responseTopic: '', correlationData: '' });
  putBack(id);
  expect(formFor(id)).toMatchObject({ responseTopic: 'reply/1', correlationData: '01' });
});

test('response topic and correlation data return with the topic of their request', () => {
  changeForm(id, { topic: 'get/a', responseTopic: 'reply/1', correlationData: '01' });
  noteSent(id);
  for (const topic of ['get/', 'other', 'get/a']) changeForm(id, { topic });
  expect(formFor(id)).toMatchObject({ responseTopic: 'reply/1', correlationData: '01' });
  changeForm(id, { topic: 'other' });
  changeForm(id, { responseTopic: 'own' });
  changeForm(id, { topic: 'get/a' });
  expect(formFor(id)).toMatchObject({ responseTopic: 'own', correlationData: '' });
});

test('typing a name of ours turns filling in on, and not again after it was turned off', () => {
  takeText(id, '{"a": {{ value_json.t }}');
  expect(formFor(id).templates).toBe(false);
  takeText(id, '{"a": {{sine 416 424}}');
  expect(formFor(id).templates).toBe(true);
  changeForm(id, { templates: false });
  takeText(id, '{"a": {{sine 416 424}}}');
  expect(formFor(id).templates).toBe(false);
  takeText(id, '');
  takeTopic(id, 'cmd/{{n}}');
  expect(formFor(id).templates).toBe(true);
});

test('a loaded message and a topic that was received are sent as written', () => {
  const payload = new TextEncoder().encode('{{n}}');
  loadMessage(id, { topic: 'a', payload, qos: 0, retain: false, properties: [] });
  changeForm(id, { topic: 'a/{{n}}' });
  expect(formFor(id).templates).toBe(false);
});

test('an empty user property is dropped at the end, but kept from a message', () => {
  changeForm(id, { topic: 'a', userProperties: [blankUserProperty()] });
  expect(propertyCount(formFor(id))).toBe(0);
  expect(sent()?.properties).toEqual([]);
  const [blank] = formFor(id).userProperties;
  if (blank !== undefined) changeForm(id, { userProperties: [{ ...blank, isBlank: false }] });
  expect(sent()?.properties).toEqual([{ name: 'userProperty', value: ['', ''] }]);
  const written = { ...blankUserProperty(), name: 'a', isBlank: false };
  changeForm(id, { userProperties: [blankUserProperty(), written, blankUserProperty()] });
  expect(sent()?.properties).toHaveLength(2);
});

test('text too long for a box continues as its bytes', () => {
  changeForm(id, { topic: 'a', payload: 'before' });
  takeText(id, 'é'.repeat(LARGE + 1));
  expect(formFor(id)).toMatchObject({ payload: '', large: { name: '' } });
  expect(sent()?.payload.length).toBe(2 * (LARGE + 1));
  takeText(id, 'short');
  changeForm(id, { large: undefined });
  expect(Buffer.from(sent()?.payload ?? []).toString()).toBe('short');
});

test('long text invalid in its format is rejected with the reason', () => {
  changeForm(id, { topic: 'a', payload: '00', format: 'hex' });
  takeText(id, 'no hex '.repeat(LARGE));
  expect(formFor(id)).toMatchObject({ payload: '00', large: undefined });
  expect(useAnnouncement.getState()).toMatchObject({ isShown: true });
});

test.each([
  ['shows a short text in the box', 'hello', 'hello'],
  ['shows the name of a long one', 'x'.repeat(LARGE + 1), ''],
])('for a file, %s', async (_what, content, payload) => {
  changeForm(id, { topic: 'a' });
  await takeFile(id, new File([content], 'firmware.bin'));
  expect(formFor(id).payload).toBe(payload);
  expect(formFor(id).large?.name).toBe(payload === '' ? 'firmware.bin' : undefined);
  const { file, payload: bytes } = sent() ?? {};
  expect(file ? await file.text() : Buffer.from(bytes ?? []).toString()).toBe(content);
});

test('a large file is not read before sending, except to check for text if requested', async () => {
  const whole = new File(['é'.repeat(LARGE)], 'long.txt');
  let read = 0;
  whole.arrayBuffer = () => {
    read += 1;
    return Promise.reject(new Error('read'));
  };
  changeForm(id, { topic: 'a' });
  await takeFile(id, whole);
  const message = sent();
  expect(message?.file).toBe(whole);
  if (message) loadMessage(id, message);
  expect(formFor(id).large).toEqual({ name: 'long.txt', content: whole });
  expect(read).toBe(0);
  const odd = new File([Uint8Array.of(0xff), 'x'.repeat(LARGE)], 'odd.bin');
  await readAsText(whole);
  await readAsText(odd);
  const errors = (content: File) =>
    messageOf(
      { ...formFor(id), topic: 'a', isText: true, large: { name: '', content } },
      5,
      words.errors,
    ).errors;
  expect(errors(whole)).toBeUndefined();
  expect(errors(odd)).toHaveProperty('isText');
});

test('a file that becomes unreadable is reported at once', async () => {
  const gone = new File(['x'.repeat(LARGE + 1)], 'gone.bin');
  gone.slice = () => {
    throw new Error('not found');
  };
  await takeFile(id, gone);
  expect(useAnnouncement.getState().text).toContain('gone.bin');
});

test('a file with binary bytes is kept byte for byte', async () => {
  changeForm(id, { topic: 'a' });
  await takeFile(id, new File([Uint8Array.of(0xff, 0, 0x80)], 'three.bin'));
  expect([...(sent()?.payload ?? [])]).toEqual([0xff, 0, 0x80]);
});

test('a later text is shown as text again: hex was only for the bytes', async () => {
  changeForm(id, { topic: 'a' });
  await takeFile(id, new File([Uint8Array.of(0xff)], 'one.bin'));
  expect(formFor(id)).toMatchObject({ payload: 'ff', format: 'hex' });
  await takeFile(id, new File(['on'], 'on.txt'));
  expect(formFor(id)).toMatchObject({ payload: 'on', format: 'text', loadedAsHex: false });
  changeForm(id, { payload: '00', format: 'hex', loadedAsHex: false });
  await takeFile(id, new File(['on'], 'on.txt'));
  expect(formFor(id)).toMatchObject({ payload: '6f 6e', format: 'hex' });
});

test('typing into the box replaces a large payload', () => {
  changeForm(id, { topic: 'a' });
  takeText(id, 'x'.repeat(LARGE + 1));
  changeForm(id, { payload: 'from a command line' });
  expect(Buffer.from(sent()?.payload ?? []).toString()).toBe('from a command line');
});

test('a loaded message leaves nothing of the previous request', () => {
  changeForm(id, { topic: 'get/a', responseTopic: 'reply/1' });
  noteSent(id);
  const other = {
    topic: 'b',
    payload: new Uint8Array(),
    qos: 0,
    retain: false,
    properties: [],
  } as const;
  loadMessage(id, other);
  putBack(id);
  expect(formFor(id)).toMatchObject({ topic: 'b', responseTopic: '' });
});

test('nothing is offered for a message that was sent or loaded unchanged', () => {
  dropUndos();
  const message = { topic: 'b', payload: Uint8Array.of(0x31), qos: 0, retain: false } as const;
  loadMessage(id, { ...message, properties: [] });
  loadMessage(id, { ...message, topic: 'c', properties: [] });
  changeForm(id, { payload: '2' });
  noteSent(id);
  loadMessage(id, { ...message, properties: [] });
  expect(useConfirm.getState().undos).toEqual([]);
  changeForm(id, { payload: '3' });
  loadMessage(id, { ...message, properties: [] });
  expect(useConfirm.getState().undos).toHaveLength(1);
});
