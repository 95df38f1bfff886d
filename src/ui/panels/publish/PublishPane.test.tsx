import { act } from 'react';
import { afterEach, expect, test } from 'vitest';
import { ENDLESS } from '../../../connection/protocol/protocol.ts';
import { publishBytes } from '../../../engine/topics/messages.testkit.ts';
import { SETTINGS } from '../../../profiles/settings/settings.testkit.ts';
import { named, type } from '../../kit/page/page.testkit.ts';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { connect } from '../../session/connection/connections.ts';
import { CONNECTED } from '../../session/connection/handle.testkit.ts';
import { select } from '../../session/connection/selection.ts';
import { endWorker } from '../../session/connectionTabs.ts';
import { undoLast } from '../../session/dialogs/confirm.ts';
import { changeForm, formFor, loadMessage } from '../../session/publish/forms.ts';
import { openPublish } from '../../session/publish/openPublish.ts';
import { publish } from '../../session/publish/publish.ts';
import { publishTo } from '../../session/publish/publishTo.ts';
import { PublishPane } from './PublishPane.tsx';

async function choose(element: HTMLElement, value: string): Promise<void> {
  await act(async () => {
    Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, 'value')?.set?.call(
      element,
      value,
    );
    element.dispatchEvent(new Event('change', { bubbles: true }));
  });
}

let shown: Shown | undefined;
afterEach(() => shown?.end());

async function pane(settings = SETTINGS) {
  shown = await show(PublishPane, () => undefined);
  const { box, id, live, run } = shown;
  await run(() => connect(id, settings));
  const published = () => live.sent.filter((command) => command.kind === 'publish');
  return { ...shown, box, id, live, published };
}

test('sends the typed message, and shows its progress', async () => {
  const { box, live, run, click, published } = await pane();
  await type(named(box, 'input', 'Topic'), 'cmd/set');
  await type(named(box, 'textarea', 'Payload'), '{"a": "é"}');
  await click(named(box, 'input[type=radio]', '1'));
  await click(named(box, 'input[role=switch]', 'Retain'));
  await click(named(box, 'button', 'Publish'));
  expect(published()).toHaveLength(1);
  const message = published()[0]?.message;
  expect(message).toMatchObject({ topic: 'cmd/set', qos: 1, retain: true, properties: [] });
  expect(message?.payload).toEqual(new TextEncoder().encode('{"a": "é"}'));

  const id = message?.id ?? 0;
  await run(() => live.tell({ kind: 'published', id, outcome: { kind: 'in-flight', packet: 12 } }));
  await shown?.until(() => box.textContent?.includes('awaiting answer') === true);
  expect(box.textContent).toContain('No. 12');
  await run(() =>
    live.tell({
      kind: 'published',
      id,
      outcome: { kind: 'acknowledged', ms: 12.4, code: 0x10, packet: 12 },
    }),
  );
  await shown?.until(() => box.textContent?.includes('acknowledged after 12.4 ms') === true);
  expect(box.textContent).toContain('no matching subscribers');
});

test('a packet over the broker’s limit is reported with its full size', async () => {
  const { box, live, run } = await pane();
  await run(() => live.tell({ kind: 'state', state: { ...CONNECTED, maximumPacketSize: 30 } }));
  await type(named(box, 'input', 'Topic'), 'cmd/set');
  await type(named(box, 'textarea', 'Payload'), 'x'.repeat(18));
  expect(box.textContent).not.toContain('more than the broker accepts');
  // Two bytes before the payload.
  await click('1');
  expect(box.textContent).toContain(
    'The packet has 32 B, 2 B more than the broker accepts (30 B).',
  );

  async function click(qos: string): Promise<void> {
    await shown?.click(named(box, 'input[type=radio]', qos));
  }
});

test('after its worker was ended, it says that nothing is published, and publishes nothing', async () => {
  const { box, id, run, click, press, published } = await pane();
  const topic = named(box, 'input', 'Topic');
  await type(topic, 'cmd/set');
  await run(() => endWorker(id));
  const publish = named(box, 'button', 'Publish');
  expect(publish.hasAttribute('disabled')).toBe(true);
  const [why = ''] = publish.getAttribute('aria-describedby')?.split(' ') ?? [];
  expect(document.getElementById(why)?.textContent).toContain('connect again to publish');
  expect(box.textContent).not.toContain('sent on the next connection');
  await click(publish);
  await press(topic, 'Enter', { ctrlKey: true });
  expect(published()).toEqual([]);
});

test('an added user property receives the next typed text', async () => {
  const { box, until } = await pane();
  await shown?.click(named(box, 'button', 'MQTT 5 properties'));
  await shown?.click(named(box, 'button', 'Add user property'));
  const focused = () => document.activeElement?.getAttribute('aria-label');
  await until(() => focused() !== 'Add user property' && focused() !== null);
  expect(focused()).toBe('Name 1');
});

test.each(['cmd/#', '+/set', 'a\0b'])(
  'Publish is disabled for the topic %j, with the reason',
  async (topic) => {
    const { box, live, run, published } = await pane();
    await run(() => live.tell({ kind: 'state', state: CONNECTED }));
    await type(named(box, 'input', 'Topic'), topic);
    const button = named(box, 'button', 'Publish');
    expect(button).toHaveProperty('disabled', true);
    expect(button.title).not.toBe('');
    expect(box.textContent).toContain(button.title);
    await shown?.press(named(box, 'input', 'Topic'), 'Enter', { ctrlKey: true });
    expect(published()).toEqual([]);
    await type(named(box, 'input', 'Topic'), 'cmd/set');
    expect(button).toHaveProperty('disabled', false);
  },
);

test('Auto never encodes: a button chooses the format that the topic carries', async () => {
  shown = await show(PublishPane, (live) => {
    live.receive(publishBytes('json', '{"on":true}'));
    live.receive(publishBytes('text', 'on and off'));
    live.receive(publishBytes('bytes', Uint8Array.of(0xc1, 0xff, 0x80, 1)));
    live.receive(publishBytes('cbor', Uint8Array.of(0xa1, 0x62, 0x6f, 0x6e, 0xf5)));
  });
  const { box, id, live, run, click, until } = shown;
  await run(() => connect(id, SETTINGS));
  await type(named(box, 'textarea', 'Payload'), '{"on": true}');
  await type(named(box, 'input', 'Topic'), 'bytes');
  await until(() => box.textContent?.includes('This topic carries binary: Write as Hex') === true);
  for (const topic of ['json', 'bytes', 'text', 'bytes', 'none']) {
    await run(() => publishTo(id, topic));
    await until(() => box.textContent?.includes('This topic carries') === (topic === 'bytes'));
    expect(formFor(id)).toMatchObject({ topic, payload: '{"on": true}', format: 'text' });
  }
  await run(() => publishTo(id, 'cbor'));
  await until(() => box.textContent?.includes('This topic carries CBOR: Write as CBOR') === true);
  const published = () =>
    live.sent.flatMap((command) =>
      command.kind === 'publish' ? [[...command.message.payload]] : [],
    );
  await click(named(box, 'button', 'Publish'));
  expect(published()).toEqual([[...new TextEncoder().encode('{"on": true}')]]);
  await click(named(box, 'button', 'Write as CBOR'));
  await until(() => formFor(id).format === 'cbor');
  expect(box.textContent).not.toContain('This topic carries');
  await click(named(box, 'button', 'Publish'));
  expect(published()[1]).toEqual([0xa1, 0x62, 0x6f, 0x6e, 0xf5]);
  // Back on a topic with text, it would write the wrong kind.
  await run(() => publishTo(id, 'json'));
  await until(() => box.textContent?.includes('This topic carries JSON: Write as JSON') === true);
});

test('Ctrl Enter sends from the payload', async () => {
  const { box, press, published } = await pane();
  await type(named(box, 'input', 'Topic'), 'a');
  await press(named(box, 'textarea', 'Payload'), 'Enter', { ctrlKey: true });
  expect(published()).toHaveLength(1);
});

test('a rejection shows its code, its name and the broker’s text', async () => {
  const { box, live, run, click, published } = await pane();
  await type(named(box, 'input', 'Topic'), 'secret/x');
  await click(named(box, 'button', 'Publish'));
  const id = published()[0]?.message.id ?? 0;
  const outcome = {
    kind: 'refused',
    code: 0x87,
    reasonString: '<b>no</b>\u202e',
    packet: 3,
  } as const;
  await run(() => live.tell({ kind: 'published', id, outcome }));
  expect(box.textContent).toContain('refused: 0x87 Not authorized, "<b>no</b>⟨U+202E⟩"');
});

test('a message sent with only a topic alias is listed by that', async () => {
  const { box, id, run, click } = await pane();
  const alias = { name: 'topicAlias', value: 7 } as const;
  const message = { topic: '', payload: Uint8Array.of(1), qos: 0, retain: false } as const;
  await run(() => loadMessage(id, { ...message, properties: [alias] }));
  await click(named(box, 'button', 'Publish'));
  expect(named(box, 'button', 'Load the message to Topic alias 7').textContent).toBe(
    'Topic alias 7',
  );
});

test('a payload that text cannot hold is loaded as hex with a note, and sent unchanged', async () => {
  const { box, id, run, click, published } = await pane();
  const payload = new Uint8Array([0x61, 0x0d, 0x0a, 0xff]);
  await run(() =>
    loadMessage(id, { topic: 'raw', payload, qos: 0, retain: false, properties: [] }),
  );
  expect(box.textContent).toContain('Loaded as hex');
  await click(named(box, 'button', 'Publish'));
  expect(published()[0]?.message.payload).toEqual(payload);
});

test('a pasted file becomes the payload; with text in the clipboard, the text is pasted', async () => {
  const { box, run, click, until, published } = await pane();
  await type(named(box, 'input', 'Topic'), 'picture');
  const paste = (text: string) => {
    const event = new Event('paste', { bubbles: true, cancelable: true });
    const files = [new File([Uint8Array.of(0x89, 0x50)], 'screen.png')];
    Object.assign(event, { clipboardData: { getData: () => text, files } });
    return run(() => named(box, 'textarea', 'Payload').dispatchEvent(event));
  };
  await paste('the text of a table');
  expect(box.textContent).not.toContain('Loaded as hex');
  await paste('');
  await until(() => box.textContent?.includes('Loaded as hex') === true);
  await click(named(box, 'button', 'Publish'));
  expect(published()[0]?.message.payload).toEqual(Uint8Array.of(0x89, 0x50));
});

test('a pasted mosquitto_pub command fills the form; other text fills only the topic', async () => {
  const { box, id, run, click, until, published } = await pane();
  const topic = named(box, 'input', 'Topic');
  const paste = async (text: string) => {
    const event = new Event('paste', { bubbles: true, cancelable: true });
    Object.assign(event, { clipboardData: { getData: () => text, files: [] } });
    await run(() => void topic.dispatchEvent(event));
    return event.defaultPrevented;
  };
  for (const text of ['cmd/set', 'mosquitto_sub -h h -t a', 'mosquitto_pub -h h -m "no topic"'])
    expect(await paste(text)).toBe(false);
  expect(formFor(id).topic).toBe('');
  changeForm(id, { payload: '{"typed": 1}', contentType: 'text/x', format: 'json', qos: 2 });
  changeForm(id, { userProperties: [{ id: 1, name: 'a', value: 'b' }] });
  const before = formFor(id);
  expect(await paste('mosquitto_pub -t new -D publish content-type text/y -m 1')).toBe(true);
  // Nothing of the message before it is left, and Undo restores that.
  expect(formFor(id)).toMatchObject({ topic: 'new', payload: '1', format: 'text', qos: 0 });
  expect(formFor(id)).toMatchObject({ contentType: 'text/y', userProperties: [] });
  expect(undoLast()).toBe(true);
  await until(() => formFor(id).format === 'json');
  expect(formFor(id)).toEqual(before);
  expect(await paste(`mosquitto_pub -h h -P secret -t cmd/set -q 1 -r -m '{"a": 1}'`)).toBe(true);
  await click(named(box, 'button', 'Publish'));
  const message = published()[0]?.message;
  expect(message).toMatchObject({ topic: 'cmd/set', qos: 1, retain: true });
  expect(new TextDecoder().decode(message?.payload)).toBe('{"a": 1}');
  expect(box.textContent).not.toContain('secret');
});

test('Enter in a field of a repeat starts it, and Ctrl Enter publishes once', async () => {
  const { box, live, press, click, until, published } = await pane();
  await type(named(box, 'input', 'Topic'), 'tick');
  await click(named(box, 'button', 'Repeat…'));
  await until(() => document.activeElement === named(box, 'input', 'Every, ms'));
  const every = named(box, 'input', 'Every, ms');
  await press(every, 'Enter', { ctrlKey: true });
  await press(every, 'Enter', { isComposing: true });
  expect(published()).toHaveLength(1);
  expect(live.sent.filter(({ kind }) => kind === 'repeat')).toEqual([]);
  await type(every, '200');
  await press(every, 'Enter');
  const repeats = live.sent.filter((command) => command.kind === 'repeat');
  expect(repeats).toMatchObject([{ every: 200, times: 10, message: { topic: 'tick' } }]);
  // It runs, and Enter starts no second one.
  await press(every, 'Enter');
  expect(live.sent.filter(({ kind }) => kind === 'repeat')).toHaveLength(1);
});

test('a repeated template is listed with the sizes of its messages, not of its text', async () => {
  const { box, id, live, run, until } = await pane();
  const text = '{"n": {{counter}}}';
  const template = { topic: 'tick', payload: text, format: 'json' } as const;
  const message = { topic: 'tick', payload: new TextEncoder().encode(text), properties: [] };
  let first = 0;
  await run(() => {
    const repeat = { times: 30, every: 1000 };
    first = publish(id, { ...message, qos: 0, retain: false, template }, repeat);
  });
  await until(() => box.textContent?.includes('QoS 0') === true);
  expect(box.textContent).not.toContain(`${text.length} B`);
  const report = { kind: 'repeating', id: first, sent: 9, times: 30, done: false } as const;
  await run(() => live.tell({ ...report, rate: 1, sizes: [8, 8] }));
  await until(() => box.textContent?.includes('QoS 0 · 8 B') === true);
  await run(() => live.tell({ ...report, sent: 10, rate: 1, sizes: [8, 9] }));
  await until(() => box.textContent?.includes('QoS 0 · 8 B to 9 B') === true);
});

test('a dialog opened by a button gets the focus, so that typing runs no command', async () => {
  const { box, click, until } = await pane();
  await click(named(box, 'button', 'Save…'));
  await until(() => document.activeElement === named(box, 'input', 'Name of the message'));
  await click(named(box, 'button', 'Repeat…'));
  const every = named(box, 'input', 'Every, ms');
  await until(() => document.activeElement === every);
  expect(every).toMatchObject({ selectionStart: 0, selectionEnd: 4 });
  await click(named(box, 'button', 'Auto-reply…'));
  await until(() => named(box, 'section', 'Auto-replies').contains(document.activeElement));
  expect(document.activeElement?.tagName).toBe('BUTTON');
});

/** A report of a repeat. */
const FULL = { kind: 'repeating', sizes: [1, 1] } as const;

test('a repeat starts with its settings and can be stopped', async () => {
  const { box, live, run, click } = await pane();
  await type(named(box, 'input', 'Topic'), 'tick');
  await click(named(box, 'button', 'Repeat…'));
  await type(named(box, 'input', 'Every, ms'), '50');
  await type(named(box, 'input', 'Times'), '0');
  expect(named(box, 'button', 'Start').hasAttribute('disabled')).toBe(true);
  await type(named(box, 'input', 'Times'), '5');
  const start = named(box, 'button', 'Start');
  await click(start);
  const repeat = live.sent.find((command) => command.kind === 'repeat');
  expect(repeat).toMatchObject({ every: 50, times: 5, message: { topic: 'tick' } });

  // It starts no second one to the same topic, and keeps the focus.
  expect([start.getAttribute('aria-disabled'), start.hasAttribute('disabled')]).toEqual([
    'true',
    false,
  ]);
  await click(named(box, 'button', 'Stop'));
  const id = repeat?.message.id ?? 0;
  expect(live.sent.at(-1)).toEqual({ kind: 'stop-repeating', id });
  await run(() => live.tell({ ...FULL, id, sent: 2, times: 5, done: true, rate: 20 }));
  await run(() => live.tell({ kind: 'published', id, outcome: { kind: 'sent', packet: 1 } }));
  await run(() => live.tell({ kind: 'published', id: id + 1, outcome: { kind: 'queued' } }));
  await shown?.until(() => box.textContent?.includes('1 of 5, 1 waiting') === true);
  expect(box.textContent).not.toContain('· 20/s');
  expect(() => named(box, 'button', 'Stop')).toThrow('no button');
});

test('a repeat publishes to several topics until stopped, and shows its actual rate', async () => {
  const { box, id: connection, live, run, click } = await pane();
  await type(named(box, 'input', 'Topic'), 'tick');
  await click(named(box, 'button', 'Repeat…'));
  await type(named(box, 'textarea', 'Topics, one per line'), 'a\nb');
  await click(named(box, 'input[type=radio]', '1/s'));
  await type(named(box, 'input', 'Per second'), '2000');
  await type(named(box, 'input', 'Times'), '');
  expect(box.textContent).toContain('4,000/s in all');
  await click(named(box, 'button', 'Start'));
  const repeat = live.sent.find((command) => command.kind === 'repeat');
  expect(repeat).toMatchObject({ every: 0.5, times: ENDLESS, topics: ['a', 'b'] });
  const id = repeat?.message.id ?? 0;
  const told = { ...FULL, id, times: ENDLESS, done: false };
  await run(() => live.tell({ ...told, sent: 12_345, rate: 3987.2 }));
  expect(box.textContent).toContain('12,345 sent to 2 topics · 3,987/s');
  expect(box.textContent).not.toContain('of 4,000/s');
  await run(() => live.tell({ ...told, sent: 13_000, rate: 900 }));
  expect(box.textContent).toContain('900/s of 4,000/s');

  await run(() => live.tell({ kind: 'silence', silence: { since: 0 } }));
  expect(box.textContent).toContain('13,000 sent to 2 topics · 0/s of 4,000/s');
  await run(() => endWorker(connection));
  expect(box.textContent).toContain('13,000 sent to 2 topics');
  expect(box.textContent).not.toContain('of 4,000/s');
  expect(() => named(box, 'button', 'Stop')).toThrow('no button');
});

test('a held message keeps its number beside its state, and its row keeps the focus after a key', async () => {
  const { box, live, run, click, published } = await pane();
  await type(named(box, 'input', 'Topic'), 'cmd/set');
  await click(named(box, 'input[type=radio]', '2'));
  await click(named(box, 'button', 'Publish'));
  const id = published()[0]?.message.id ?? 0;
  await run(() =>
    live.tell({ kind: 'published', id, outcome: { kind: 'held', packet: 5, code: undefined } }),
  );
  expect(box.textContent).toMatch(/held back.*No\. 5.*Send as QoS 1.*Discard/);
  const row = named(box, 'button', 'Discard').closest('li');
  await click(named(box, 'button', 'Discard'));
  expect(live.sent.at(-1)).toEqual({ kind: 'held-message', id, how: 'discard' });
  expect(document.activeElement).toBe(row?.querySelector('button'));
});

test('a payload is encoded by a selected message of a schema file, and mismatches are reported', async () => {
  const text = 'syntax = "proto3"; message A { int32 n = 1; } message B { string s = 1; }';
  const payloads = { chains: [], files: [{ name: 'a.proto', text }] };
  const { box, click, published } = await pane({ ...SETTINGS, payloads });
  await type(named(box, 'input', 'Topic'), 'pb');
  await choose(named(box, 'select', 'Payload format'), 'protobuf');
  await shown?.until(() => box.textContent?.includes('B · a.proto') === true);
  await type(named(box, 'textarea', 'Payload'), '{"n": 300}');
  await click(named(box, 'button', 'Publish'));
  expect(published()[0]?.message.payload).toEqual(Uint8Array.of(0x08, 0xac, 0x02));
  await choose(named(box, 'select', 'Schema and type'), 'protobuf(a.proto, B)');
  expect(box.textContent).toContain('Line 1, column 2: the schema has no field “n” here.');
  await click(named(box, 'button', 'Publish'));
  expect(published()).toHaveLength(1);
  await type(named(box, 'textarea', 'Payload'), '{"s": "a"}');
  await click(named(box, 'button', 'Publish'));
  expect(published()[1]?.message.payload).toEqual(Uint8Array.of(0x0a, 1, 0x61));
});

test('says how to add a schema file if there is none', async () => {
  const { box } = await pane();
  await choose(named(box, 'select', 'Payload format'), 'protobuf');
  await shown?.until(
    () => box.textContent?.includes('No schema file defines a type yet.') === true,
  );
  expect(named(box, 'button', 'Schema files…')).toBeDefined();
});

test('encodes Sparkplug B from JSON', async () => {
  const { box, click, published } = await pane();
  await type(named(box, 'input', 'Topic'), 'spBv1.0/g/NCMD/n');
  await choose(named(box, 'select', 'Payload format'), 'sparkplug');
  await shown?.until(() => box.textContent?.includes('0 B') === true);
  await type(
    named(box, 'textarea', 'Payload'),
    '{"metrics": {"Node Control/Rebirth": {"datatype": "Boolean", "value": 1}}}',
  );
  expect(box.textContent).toContain('the schema requires true or false here');
  await type(
    named(box, 'textarea', 'Payload'),
    '{"metrics": {"a": {"datatype": "Boolean", "value": true}}}',
  );
  await click(named(box, 'button', 'Publish'));
  expect(published()[0]?.message.payload).toEqual(
    Uint8Array.of(0x12, 7, 0x0a, 1, 0x61, 0x20, 11, 0x70, 1),
  );
});

test('QoS and Retain have shortcuts in every field; the payload follows the topic', async () => {
  const { box, id, press } = await pane();
  const payload = named(box, 'textarea', 'Payload');
  const fields = [...box.querySelectorAll('input, textarea, button')];
  expect(fields.indexOf(payload)).toBe(fields.indexOf(named(box, 'input', 'Topic')) + 1);
  await press(payload, 'q', { code: 'KeyQ', altKey: true });
  await press(named(box, 'input', 'Topic'), 'œ', { code: 'KeyQ', altKey: true });
  await press(payload, 'r', { code: 'KeyR', altKey: true });
  expect(formFor(id)).toMatchObject({ qos: 2, retain: true });
  await press(payload, '@', { code: 'KeyQ', altKey: true, modifierAltGraph: true });
  await press(payload, 'q', { code: 'KeyQ' });
  await press(payload, 'r', { code: 'KeyR', altKey: true });
  expect(formFor(id)).toMatchObject({ qos: 2, retain: false });
});

test('an unused form starts with the selected topic, ready to be replaced', async () => {
  const { box, id, run } = await pane();
  const topic = () => {
    const field = box.querySelector<HTMLInputElement>('input[data-focus=publish-topic]');
    if (field === null) throw new Error('no topic field');
    return field;
  };
  const open = async (selected: string) => {
    await run(() => select(id, { topic: selected }));
    await run(() => openPublish(id));
  };
  await open('cmd/oven');
  expect(topic().value).toBe('cmd/oven');
  await run(() => topic().focus());
  expect([topic().selectionStart, topic().selectionEnd]).toEqual([0, 8]);
  await open('cmd/press');
  expect(topic().value).toBe('cmd/press');
  await type(named(box, 'textarea', 'Payload'), '1');
  await open('cmd/agv');
  expect(topic().value).toBe('cmd/press');
  await type(named(box, 'textarea', 'Payload'), '');
  await type(topic(), 'cmd/mine');
  await open('cmd/oven');
  expect(topic().value).toBe('cmd/mine');
});
