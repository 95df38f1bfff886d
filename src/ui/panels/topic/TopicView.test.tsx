import { gzipSync } from 'node:zlib';
import { act } from 'react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { ROW_HEIGHT } from '#kit';
import type { ConnectionState } from '../../../connection/protocol/protocol.ts';
import { EdgeNode, TEMP } from '../../../conventions/sparkplug/edgeNode.testkit.ts';
import { framed, publishBytes } from '../../../engine/topics/messages.testkit.ts';
import { absent } from '../../../payload/formats/absent.testkit.ts';
import { encodeCbor } from '../../../payload/formats/cbor/cborWriter.ts';
import { gzip } from '../../../payload/formats/compressed/deflated.ts';
import { compressed } from '../../../payload/formats/sparkplug/compressed.testkit.ts';
import { tryAgain, useNotLoaded } from '../../kit/language/notLoaded.ts';
import { named, type } from '../../kit/page/page.testkit.ts';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { CONNECTED } from '../../session/connection/handle.testkit.ts';
import { select, selectionOf, showAllTopics } from '../../session/connection/selection.ts';
import { searchTopics } from '../../session/connection/topicSearch.ts';
import { useConfirm } from '../../session/dialogs/confirm.ts';
import { togglePaused } from '../../session/packets/actions.ts';
import { viewOf } from '../../session/view/tabView.ts';
import { TopicView } from './TopicView.tsx';

let shown: Shown;
afterEach(async () => {
  vi.restoreAllMocks();
  await shown.end();
});

const rows = () => [...shown.box.querySelectorAll('[role=row][data-index]')];
const button = (name: string): Element | undefined =>
  [...shown.box.querySelectorAll('button')].find((each) => each.textContent === name);
const value = () => shown.box.querySelector('section[aria-label=Value]')?.textContent ?? '';
const cells = (row: Element | undefined) =>
  [...(row?.querySelectorAll('[role=gridcell]') ?? [])].map((cell) => cell.textContent);
const iconButton = (name: string): Element =>
  shown.box.querySelector(`button[aria-label="${name}"]`) ?? shown.box;
const differences = () =>
  shown.box.querySelector('[role=group][aria-label=Differences]')?.textContent ?? '';
const comparison = () =>
  shown.box.querySelector('[role=status][aria-label=Comparison]')?.textContent ?? '';
const says = (text: string): boolean => shown.box.textContent?.includes(text) === true;

async function showTopic(topic: string, ...messages: readonly (readonly [string, string?])[]) {
  shown = await show(TopicView, (live) => {
    for (const [payload, flag] of messages)
      live.receive(publishBytes(topic, payload, { retain: flag === 'retain' }));
  });
  await shown.run(() => select(shown.id, { topic }));
  await shown.until(() => rows().length > 0);
}

test.each([
  ['plain', (payload: Uint8Array) => payload],
  ['compressed', compressed],
])('values with aliases have the names of the BIRTH, both %s', async (_, sent) => {
  const node = new EdgeNode();
  const topic = 'spBv1.0/plant/NDATA/press';
  const [birth, data] = [sent(node.nbirth([TEMP])), sent(node.data([TEMP]))];
  shown = await show(TopicView, (live) => {
    live.receive(publishBytes('spBv1.0/plant/NBIRTH/press', birth));
    live.receive(publishBytes(topic, data));
  });
  await shown.run(() => select(shown.id, { topic }));
  await shown.until(() => value().includes('"Temp"'));
  expect(value()).toContain('21.5');
});

test('a selected message is decoded again when the BIRTH arrives later', async () => {
  const node = new EdgeNode();
  const topic = 'spBv1.0/plant/NDATA/press';
  const birth = node.nbirth([TEMP]);
  const all = Array.from({ length: 100 }, () => node.data([TEMP]));
  shown = await show(TopicView, (live) => {
    for (const data of all) live.receive(publishBytes(topic, data));
  });
  await shown.run(() => select(shown.id, { topic }));
  await shown.until(() => value().includes('21.5'));
  expect(value()).not.toContain('"Temp"');
  await shown.click(rows()[3] ?? shown.box);
  await shown.until(() => value().includes('No. 97'));
  await shown.run(() => shown.live.receive(publishBytes('spBv1.0/plant/NBIRTH/press', birth)));
  await shown.until(() => value().includes('"Temp"'));
  expect(value()).toContain('No. 97');
  expect(value()).toContain('guessed from the later packet 101');
  // The previous value is decoded, too: no key was added or removed.
  expect(value()).toContain('3 keys changed compared with');
});

test('a level shows the newest value below it, not how it would be decoded', async () => {
  const node = new EdgeNode();
  const [birth, data] = [node.nbirth([TEMP]), node.data([TEMP])];
  shown = await show(TopicView, (live) => {
    live.receive(publishBytes('spBv1.0/plant/NBIRTH/press', birth));
    live.receive(publishBytes('spBv1.0/plant/NDATA/press', data));
  });
  await shown.run(() => select(shown.id, { topic: 'spBv1.0' }));
  await shown.until(() => says('NDATA/press'));
  expect(cells(rows()[0])[1]).toContain('Sparkplug B {');
});

describe('without a selected topic', () => {
  test('the newest message is shown, and selected in the other desks', async () => {
    shown = await show(TopicView, (live) => {
      live.receive(publishBytes('m/old', '1'));
      live.receive(publishBytes('m/new', '2'));
      live.receive(framed(0xd0, []));
    });
    await shown.until(() => rows().length > 0);
    expect(selectionOf(shown.id)).toMatchObject({ topic: 'm/new', packet: 2, isFirst: true });
  });

  test('a packet without a topic stays selected', async () => {
    shown = await show(TopicView, (live) => live.receive(framed(0xd0, [])));
    await shown.run(() => select(shown.id, { packet: 1 }));
    await shown.run(() => shown.live.receive(publishBytes('m/t', '2')));
    await shown.until(() => rows().length > 0);
    expect(selectionOf(shown.id)).toMatchObject({ topic: 'm/t', packet: 1, isNewest: false });
  });

  test('all topics are shown once the user chose them', async () => {
    await showTopic('m/t', ['1']);
    await shown.run(() => showAllTopics(shown.id));
    await shown.until(() => says('All topics'));
    await shown.run(() => shown.live.receive(publishBytes('m/other', '2')));
    await shown.until(() => says('Topics below'));
    expect(selectionOf(shown.id).topic).toBeUndefined();
  });
});

describe('the selected packet', () => {
  test('is the message shown, with the previous one, until the newest is requested', async () => {
    const count = 700;
    await showTopic(
      'm/t',
      ...Array.from({ length: count }, (_, at) => [`{"temp":${at}}`] as const),
    );
    await shown.run(() => select(shown.id, { packet: 5, topic: 'm/t' }));
    await shown.until(() => value().includes('No. 5'));
    expect(value()).toContain('"temp": 4was 3');
    await shown.click(button('Newest') ?? shown.box);
    await shown.until(() => value().includes(`"temp": ${count - 1}`));
    expect(selectionOf(shown.id)).toMatchObject({ packet: 5, isNewest: true });
  });

  test('follows a message selected in the history', async () => {
    await showTopic('m/t', ['1'], ['2'], ['3']);
    await shown.click(rows()[1] ?? shown.box);
    expect(selectionOf(shown.id)).toMatchObject({ packet: 2, topic: 'm/t', isNewest: false });
  });

  test('of another topic is replaced by the newest message', async () => {
    shown = await show(TopicView, (live) => {
      live.receive(publishBytes('other', '1'));
      live.receive(publishBytes('m/t', '2'));
    });
    await shown.run(() => select(shown.id, { packet: 1, topic: 'm/t' }));
    await shown.until(() => rows().length > 0);
    expect(rows()[0]?.getAttribute('aria-selected')).toBe('true');
  });
});

describe('the view Topic', () => {
  test('shows the last value, its change, and the interval since the previous one', async () => {
    await showTopic('m/t', ['{"temp":71.3,"rpm":5}'], ['{"temp":71.8,"rpm":5}']);
    expect(shown.box.querySelector('h2')?.textContent).toBe('m / t');
    expect(value()).toContain('"temp": 71.8,was 71.3');
    expect(value()).toContain('JSON · 21 B');
    expect(value()).toContain('1 key changed compared with');
    expect(value()).toContain('1.0 ms earlier');
    // Only what changes has a column.
    expect(rows().map((row) => cells(row).slice(1))).toEqual([
      ['71.8+0.5', '21', '2'],
      ['71.3', '21', '1'],
    ]);
  });

  test('a single number is large, with its change, and with other formats on request', async () => {
    await showTopic('m/t', ['55.49'], ['55.5']);
    await shown.until(() => value().includes('+0.01'));
    expect(value()).toMatch(/^55\.5\+0\.01\d/);
    expect(cells(rows()[0])).toContain('+0.01');
    await shown.click(iconButton('More about the value'));
    const formats = [...document.querySelectorAll('[role=menuitemradio]')];
    expect(formats.map(({ textContent }) => textContent)).toEqual(['JSON', 'Text', 'Hex']);
    await shown.click(formats.at(-1) ?? shown.box);
    await shown.until(() => value().includes('35 35 2e 35'));
    expect(value()).toContain('different value compared with');
  });

  test('a row of the history shows that message, and Newest the last one', async () => {
    await showTopic('t', ['one'], ['two'], ['three']);
    expect(value()).toContain('three');
    const oldest = rows().at(-1);
    if (oldest) await shown.click(oldest);
    expect(value()).toMatch(/^one.*No\. 1/);
    shown.live.receive(publishBytes('t', 'four'));
    await shown.until(() => rows().length === 4);
    expect(value()).toContain('one');
    const newest = button('Newest');
    if (newest) await shown.click(newest);
    await shown.until(() => value().includes('four'));
    expect(value()).toMatch(/^four/);
  });

  test('the history holds still under the pointer, and counts new messages', async () => {
    const many = Array.from({ length: 60 }, (_, n): [string] => [`value ${n}`]);
    await showTopic('t', ...many);
    const grid = shown.box.querySelector('[role=grid]') ?? shown.box;
    const point = (kind: 'over' | 'out') =>
      // React makes enter and leave of these.
      shown.run(() => grid.dispatchEvent(new MouseEvent(`pointer${kind}`, { bubbles: true })));
    const offset = () => rows()[0]?.getAttribute('data-index');
    await point('over');
    for (const text of ['a', 'b', 'c']) shown.live.receive(publishBytes('t', text));
    await shown.until(() => says('3 new'));
    expect(offset()).toBe('0');
    expect(shown.box.querySelector('[role=grid]')?.scrollTop).toBe(3 * ROW_HEIGHT.wide);
    await point('out');
    await shown.until(() => !says('3 new'));
    expect(shown.box.querySelector('[role=grid]')?.scrollTop).toBe(0);
  });

  test('the history holds still at a selected message until it follows again', async () => {
    const many = Array.from({ length: 60 }, (_, n): [string] => [`value ${n}`]);
    await showTopic('t', ...many);
    const second = rows()[1];
    if (second) await shown.click(second);
    const follow = () => button('Follow')?.getAttribute('aria-pressed');
    expect(follow()).toBe('false');
    shown.live.receive(publishBytes('t', 'new'));
    await shown.until(() => says('1 new'));
    expect(shown.box.querySelector('[role=grid]')?.scrollTop).toBe(ROW_HEIGHT.wide);
    await shown.click(button('Follow') ?? shown.box);
    await shown.until(() => value().includes('new'));
    expect(follow()).toBe('true');
    expect(shown.box.querySelector('[role=grid]')?.scrollTop).toBe(0);
  });

  test('a scrolled history keeps the changes of the newest message, and does not follow', async () => {
    const many = Array.from({ length: 200 }, (_, n): [string] => [`{"temp":${n}}`]);
    await showTopic('t', ...many);
    const grid = shown.box.querySelector('[role=grid]') ?? shown.box;
    const follow = () => button('Follow')?.getAttribute('aria-pressed');
    expect(follow()).toBe('true');
    await shown.run(() => {
      grid.scrollTop = 100 * ROW_HEIGHT.wide;
      grid.dispatchEvent(new Event('scroll'));
    });
    await shown.until(() => follow() === 'false');
    for (const temp of [500, 600]) {
      shown.live.receive(publishBytes('t', `{"temp":${temp}}`));
      await shown.until(() => value().includes(`"temp": ${temp}`));
      expect(value()).toContain(`was ${temp === 500 ? 199 : 500}`);
      expect(value()).not.toContain('not available');
    }
    await shown.click(button('Follow') ?? shown.box);
    await shown.until(() => follow() === 'true');
    expect(grid.scrollTop).toBe(0);
  });

  test('Follow is not lit while the view is paused, and resumes it', async () => {
    await showTopic('t', ['1'], ['2']);
    const follow = () => button('Follow')?.getAttribute('aria-pressed');
    await shown.run(() => togglePaused(shown.id));
    expect(follow()).toBe('false');
    await shown.click(button('Follow') ?? shown.box);
    expect(follow()).toBe('true');
    expect(viewOf(shown.id).paused).toBe(false);
  });

  test('each row has its value and the change of a number', async () => {
    await showTopic('t', ['71.3'], ['71.8'], ['run']);
    const valueAndChange = () => rows().map((row) => cells(row).slice(1, 3));
    expect(valueAndChange()).toEqual([
      ['run', '~'],
      ['71.8', '+0.5'],
      ['71.3', ''],
    ]);
  });

  test('keys have columns by default, also for later messages, until removed', async () => {
    await showTopic('t', ['{"oil":{"temp":54},"on":true}'], ['{"oil":{"temp":53.5},"on":false}']);
    await shown.click(iconButton('Values with a column'));
    const items = [...document.querySelectorAll('[role=menuitemradio]')];
    expect(items.map(({ textContent }) => textContent)).toEqual(['payload.oil.temp', 'payload.on']);
    for (const item of items.slice(1)) await shown.click(item);
    const heads = () =>
      [...shown.box.querySelectorAll('[role=columnheader]')].map((head) => head.textContent);
    expect(heads()).toEqual(['Time', 'temp', 'Size', 'Packet']);
    shown.live.receive(publishBytes('t', '{"on":false}'));
    await shown.until(() => rows().length === 3);
    // With the decimals of the column.
    expect(rows().map((row) => cells(row)[1])).toEqual(['–', '53.5−0.5', '54.0']);
    await shown.click(iconButton('Remove the column payload.oil.temp'));
    expect(heads()).toEqual(['Time', 'Value and what changed', 'Size', 'Packet']);
  });

  test('a line of the value pins it, and says so', async () => {
    await showTopic('t', ['{"a":{"b":1}}']);
    const pins = () => [
      ...shown.box.querySelectorAll('button[aria-label*="column of the history"]'),
    ];
    await shown.click(pins()[1] ?? shown.box);
    expect(shown.box.querySelector('[role=columnheader] button')?.getAttribute('aria-label')).toBe(
      'Remove the column payload.a.b',
    );
    expect(iconButton('Remove its column from the history').getAttribute('aria-pressed')).toBe(
      'true',
    );
  });

  const search = async (text: string) => {
    const box = () => shown.box.querySelector<HTMLElement>('input[type=text]');
    if (box() === null) await shown.click(button('Search') ?? shown.box);
    await type(box() ?? shown.box, text);
  };

  test('a search lists messages with a text, each compared with its real predecessor', async () => {
    await showTopic('t', ['{"s":"run","n":1}'], ['{"s":"idle","n":2}'], ['{"s":"RUN","n":3}']);
    await search('run');
    await shown.until(() => says('2 of 3 found'));
    await shown.until(() => rows().length === 2);
    expect(rows().map((row) => cells(row).slice(1, 3))).toEqual([
      ['3+1', 'RUN~'],
      ['1', 'run'],
    ]);
    shown.live.receive(publishBytes('t', '{"s":"run"}'));
    await shown.until(() => says('3 of 4 found'));
    await search('nowhere');
    await shown.until(() => says('None of the 4 messages kept here contains this.'));
  });

  test('compares any two messages by path', async () => {
    await showTopic(
      't',
      ['{"a":1,"b":"x","gone":null}'],
      ['{"a":2,"b":"x"}'],
      ['{"a":3,"b":"x","c":[1]}'],
    );
    // At once with the message before it.
    await shown.click(iconButton('Compare'));
    await shown.until(() => comparison().startsWith('A No. 2→B No. 3, '));
    expect(differences()).toBe('payload.a23payload.cnew[1]');
    const oldest = rows().at(-1);
    if (oldest) await shown.click(oldest);
    await shown.until(() => comparison().startsWith('A No. 1'));
    // The older one first.
    expect(comparison()).toBe('A No. 1→B No. 3, 3 keys changed, 2.0 ms laterNewest');
    expect(differences()).toBe('payload.a13payload.cnew[1]payload.gonenullgone');
    await shown.click(iconButton('Compare with the one before'));
    expect(value()).toContain('The first message of this topic');
  });

  test('compares a row with the shown message by one click, single values by their chart', async () => {
    await showTopic('t', ['22.76'], ['22.7'], ['22.62']);
    await shown.click(rows().at(-1)?.querySelector('[data-compare]') ?? shown.box);
    await shown.until(() => comparison().startsWith('A 22.76→B 22.62, −0.14, 2.0 ms later'));
    expect(differences()).toBe('');
    expect(shown.box.querySelector('section[aria-label="Chart of the topic"]')).not.toBeNull();
  });

  test('compares texts by line, with Shift, and bytes by byte', async () => {
    await showTopic('t', ['one\ntwo\nthree'], ['mid'], ['one\n2\nthree']);
    const oldest = rows().at(-1);
    const shift = { bubbles: true, cancelable: true, shiftKey: true };
    const press = new MouseEvent('mousedown', shift);
    await shown.run(() => oldest?.dispatchEvent(press));
    // Otherwise the browser would select the text between two clicks.
    expect(press.defaultPrevented).toBe(true);
    await shown.run(() => oldest?.dispatchEvent(new MouseEvent('click', shift)));
    expect(differences()).toBe('11one2−gonetwo2+new233three');
    shown.live.receive(publishBytes('t', Uint8Array.of(0xff, 0)));
    await shown.until(() => rows().length === 4);
    await shown.click(rows()[0] ?? shown.box);
    await shown.until(() => value().includes('B No. 4'));
    expect(value()).toContain('ff 00');
  });

  test('Shift compares a message with the displayed one, and so do further ones', async () => {
    await showTopic('t', ['{"a":1}'], ['{"a":2}'], ['{"a":3}'], ['{"a":4}']);
    const choose = (at: number, shiftKey: boolean) =>
      shown.run(() =>
        rows()[at]?.dispatchEvent(new MouseEvent('click', { bubbles: true, shiftKey })),
      );
    await choose(0, false);
    await choose(3, true);
    expect(differences()).toBe('payload.a14');
    await choose(2, true);
    expect(differences()).toBe('payload.a24');
    await choose(1, false);
    await choose(3, true);
    expect(differences()).toBe('payload.a13');
  });

  test('an empty value says so instead of showing different bytes', async () => {
    await showTopic('t', ['one'], ['']);
    expect(value()).toContain('emptied compared with');
  });

  test('a packet number links to the packet', async () => {
    await showTopic('t', ['one'], ['two']);
    const link = rows().at(-1)?.querySelector('[data-link]');
    if (link) await shown.click(link);
    expect(selectionOf(shown.id).packet).toBe(1);
    expect(viewOf(shown.id)).toMatchObject({ panel: 'packets', following: false });
  });

  test('Clear retained is offered for a retained message, and acts at once if Undo has a copy', async () => {
    await showTopic('t', ['x']);
    expect(button('Clear retained')).toBeUndefined();
    shown.live.receive(publishBytes('t', 'y', { retain: true }));
    await shown.until(() => button('Clear retained') !== undefined);
    const clear = button('Clear retained');
    await shown.run(() => {
      shown.live.tell({
        kind: 'state',
        state: CONNECTED,
      });
    });
    if (clear) await shown.click(clear);
    await shown.until(() => shown.live.sent.at(-1)?.kind === 'publish');
    expect(shown.live.sent.at(-1)).toMatchObject({
      kind: 'publish',
      message: { topic: 't', retain: true, payload: new Uint8Array() },
    });
    expect(useConfirm.getState().question).toBeUndefined();
  });

  test('binary values are shown as bytes, and invalid text is reported', async () => {
    shown = await show(TopicView, (live) => {
      live.receive(publishBytes('t', Uint8Array.of(0x61, 0xff, 0)));
    });
    await shown.run(() => select(shown.id, { topic: 't' }));
    await shown.until(() => says('61 ff 00'));
    const text = shown.box.querySelector('input[aria-label=Text]') ?? shown.box;
    await shown.click(text);
    expect(value()).toContain('Not UTF-8 text: byte 1 does not begin a character');
  });

  const modes = (): string =>
    [...shown.box.querySelectorAll('[role=radiogroup][aria-label="Shown as"] input')]
      .map((input) => `${input.getAttribute('aria-label')}${input.matches(':checked') ? '*' : ''}`)
      .join(' ');

  test('CBOR is shown by its values, with changes, and as bytes', async () => {
    shown = await show(TopicView, (live) => {
      live.receive(publishBytes('t', encodeCbor({ temp: 71.3, id: 'a' })));
      live.receive(publishBytes('t', encodeCbor({ temp: 71.8, id: 'a' })));
    });
    await shown.run(() => select(shown.id, { topic: 't' }));
    await shown.until(() => says('CBOR · 20 B'));
    expect(modes()).toBe('JSON Text CBOR* Hex');
    expect(value()).toContain('"temp": 71.8,was 71.3');
    expect(value()).toContain('1 key changed compared with');
    await shown.click(shown.box.querySelector('input[aria-label=Hex]') ?? shown.box);
    expect(value()).toContain('a2 64 74 65');
    expect(modes()).toBe('JSON Text CBOR Hex*');
  });

  test('broken CBOR is shown as bytes, and as CBOR up to the error', async () => {
    shown = await show(TopicView, (live) => {
      live.receive(publishBytes('t', encodeCbor({ temp: 71.3, id: 'a' }).subarray(0, -1)));
    });
    await shown.run(() => select(shown.id, { topic: 't' }));
    await shown.until(() => says('binary · 19 B'));
    expect(modes()).toBe('JSON Text CBOR Hex*');
    await shown.click(shown.box.querySelector('input[aria-label=CBOR]') ?? shown.box);
    expect(value()).toContain('"temp": 71.3');
    expect(value()).toContain('Byte 18: the payload ends within the value that begins here.');
  });

  test('gzip shows its content', async () => {
    shown = await show(TopicView, (live) => {
      live.receive(publishBytes('t', new Uint8Array(gzipSync('{"a":1}'))));
    });
    await shown.run(() => select(shown.id, { topic: 't' }));
    await shown.until(() => says('gzip · '));
    expect(modes()).toBe('JSON Text gzip* Hex');
    expect(value()).toContain('Within: JSON, 7 B');
    expect(value()).toContain('"a": 1');
  });

  test('gzip is shown once its decompressor is loaded, with changes', async () => {
    const ofGzip = absent(gzip);
    shown = await show(TopicView, (live) => {
      live.receive(publishBytes('t', new Uint8Array(gzipSync('{"a":1}'))));
      live.receive(publishBytes('t', new Uint8Array(gzipSync('{"a":2}'))));
    });
    await shown.run(() => select(shown.id, { topic: 't' }));
    await shown.until(() => says('gzip · '));
    expect(modes()).toBe('JSON Text gzip* Hex');
    expect(value()).not.toContain('compared with');
    await act(async () => ofGzip.arrive());
    await shown.until(() => says('Within: JSON, 7 B'));
    expect(value()).toContain('"a": 2was 1');
    expect(value()).toContain('1 key changed compared with');
    await shown.until(() => cells(rows()[0])[1] === '2+1');
    expect(cells(rows()[1])[1]).toBe('1');
  });

  test('a missing gzip decompressor is reported once, and loads on retry', async () => {
    const ofGzip = absent(gzip);
    shown = await show(TopicView, (live) => {
      live.receive(publishBytes('t', new Uint8Array(gzipSync('{"a":1}'))));
      live.receive(publishBytes('t', new Uint8Array(gzipSync('{"a":2}'))));
    });
    await shown.run(() => select(shown.id, { topic: 't' }));
    // Questions load the codec, too, before or after the view. Only the view's failure is shown.
    await shown.until(() => says('gzip · '));
    await act(async () => ofGzip.fail('no network'));
    expect(useNotLoaded.getState().all).toMatchObject([{ message: 'no network' }]);
    expect(value()).toContain('1f 8b 08');
    await shown.run(tryAgain);
    await act(async () => ofGzip.arrive());
    await shown.until(() => says('Within: JSON, 7 B'));
    expect(value()).not.toContain('1f 8b 08');
    expect(useNotLoaded.getState().all).toEqual([]);
  });

  const below = () => [
    ...shown.box.querySelectorAll('[role=grid][aria-label="Topics below"] [role=row][data-index]'),
  ];
  const head = (name: string): Element =>
    [...shown.box.querySelectorAll('[role=columnheader] button')].find(
      ({ textContent }) => textContent === name,
    ) ?? shown.box;

  test('a level without messages shows its subtopics, live, with links', async () => {
    shown = await show(TopicView, (live) => {
      live.receive(publishBytes('a/b', '1'));
      live.receive(publishBytes('a/c/d', 'deep'));
      live.receive(publishBytes('a/c/e', 'deeper'));
    });
    await shown.run(() => select(shown.id, { topic: 'a' }));
    await shown.until(() => below().length === 2);
    const told = () => below().map((row) => cells(row));
    expect(told()[0]?.slice(0, 2)).toEqual(['b', '1']);
    expect(told()[1]?.slice(0, 2)).toEqual(['c/…', 'edeeper']);
    expect(told()[1]?.slice(4)).toEqual(['2', '28 B', '2']);
    shown.live.receive(publishBytes('a/b', '2'));
    await shown.until(() => told()[0]?.[1] === '2');
    await shown.click(head('Messages'));
    shown.live.receive(publishBytes('a/b', '3'));
    await shown.until(() => told()[0]?.[4] === '3');
    await shown.click(below()[1]?.querySelector('button') ?? shown.box);
    await shown.until(() => shown.box.querySelector('h2')?.textContent === 'a / c');
    await shown.until(() => below().length === 2);
    await shown.click(shown.box.querySelector('h2 button') ?? shown.box);
    expect(selectionOf(shown.id).topic).toBe('a');
  });

  test('a topic with subtopics can show them below its history', async () => {
    shown = await show(TopicView, (live) => {
      live.receive(publishBytes('a', 'own'));
      live.receive(publishBytes('a/b', 'x'));
    });
    await shown.run(() => select(shown.id, { topic: 'a' }));
    await shown.until(() => button('Topics below') !== undefined);
    await shown.click(button('Topics below') ?? shown.box);
    await shown.until(() => below().length === 1);
    expect(value()).toContain('own');
    await shown.run(() => select(shown.id, { topic: 'a/b' }));
    await shown.until(() => below().length === 0 && rows().length === 1);
  });

  describe('the topics of all levels', () => {
    const names = () => below().map((row) => row.querySelector('button')?.textContent);
    const showAll = async (): Promise<void> => {
      await shown.until(() => below().length > 0);
      await shown.click(named(shown.box, 'input', 'All levels'));
    };

    test('are sorted by each head in both directions, and open', async () => {
      shown = await show(TopicView, (live) => {
        live.receive(publishBytes('line/oven/temp', '1', { retain: true }));
        live.wait(5_000_000);
        live.receive(publishBytes('line/press', 'longer'));
        live.receive(publishBytes('line/press', 'longer'));
        live.receive(publishBytes('office', 'x'));
      });
      await shown.run(() => select(shown.id, { topic: 'line' }));
      await shown.until(() => below().length === 2);
      await showAll();
      await shown.until(() => names().join() === 'oven/temp,press');
      expect(cells(below()[1]).slice(1, 3)).toEqual(['longer', '0 s']);
      expect(below().map((row) => row.querySelector('.text-chg') !== null)).toEqual([false, true]);
      expect(below().map((row) => row.querySelector('[title^=retained]') !== null)).toEqual([
        true,
        false,
      ]);
      const [oven, press] = names();
      for (const [column, highest, lowest] of [
        ['Age', press, oven],
        ['Rate', press, oven],
        ['Messages', press, oven],
        ['Topic', oven, press],
      ] as const) {
        const orders: (string | null | undefined)[] = [];
        for (const first of [highest, lowest]) {
          await shown.click(head(column));
          await shown.until(() => names()[0] === first);
          const sort = head(column).closest('[role=columnheader]')?.getAttribute('aria-sort');
          orders.push(sort);
        }
        expect({ column, orders: new Set(orders) }).toEqual({
          column,
          orders: new Set(['ascending', 'descending']),
        });
      }
      // Kept for another level.
      await shown.run(() => showAllTopics(shown.id));
      await shown.until(() => names()[0] === 'office');
      await shown.click(below()[2]?.querySelector('button') ?? shown.box);
      expect(selectionOf(shown.id).topic).toBe('line/oven/temp');
    });

    test('are the matches of the search, which it marks', async () => {
      shown = await show(TopicView, (live) => {
        for (const topic of ['a/b/temp', 'a/c', 'a/d/temp']) live.receive(publishBytes(topic, 'x'));
      });
      await shown.run(() => select(shown.id, { topic: 'a' }));
      await showAll();
      await shown.until(() => below().length === 3);
      await shown.run(() => searchTopics(shown.id, 'temp'));
      await shown.until(() => names().join() === 'b/temp,d/temp');
      expect(below()[0]?.querySelector('mark')?.textContent).toBe('temp');
      await shown.run(() => searchTopics(shown.id, 'nowhere'));
      await shown.until(() => says('No topic below this level matches the search.'));
      await shown.run(() => searchTopics(shown.id, ''));
      await shown.until(() => below().length === 3);
    });

    test('hold still under the pointer, for some seconds', async () => {
      shown = await show(TopicView, (live) => {
        for (const topic of ['a', 'b', 'b']) live.receive(publishBytes(topic, 'x'));
      });
      const { live, run, until, click } = shown;
      await run(() => showAllTopics(shown.id));
      await showAll();
      await until(() => names().join() === 'a,b');
      await click(head('Messages'));
      await until(() => names()[0] === 'b');
      await run(() => below()[0]?.dispatchEvent(new MouseEvent('pointermove', { bubbles: true })));
      for (let n = 0; n < 3; n += 1) live.receive(publishBytes('a', 'x'));
      live.wait(1_500_000);
      await until(() => below().some((row) => cells(row)[4] === '4'));
      expect(names()[0]).toBe('b');
      live.wait(2_000_000);
      await until(() => names()[0] === 'a');
    });
  });

  test('for all topics, shows the first levels; without topics, the next step', async () => {
    shown = await show(TopicView, () => undefined);
    await shown.run(() => showAllTopics(shown.id));
    const tell = (state: ConnectionState) =>
      shown.run(() => shown.live.tell({ kind: 'state', state }));
    await tell({ kind: 'connecting', attempt: 1 });
    await shown.until(() => says('Connecting…'));
    expect([says('Nothing received yet'), says('Find a topic')]).toEqual([false, false]);
    await tell({ kind: 'closed', failure: undefined });
    expect([says('Not connected'), says('Find a topic')]).toEqual([true, false]);
    await tell(CONNECTED);
    expect([says('Nothing received yet'), says('Find a topic')]).toEqual([true, true]);
    shown.live.receive(publishBytes('a/b', 'x'));
    await shown.until(() => says('All topics') && below().length === 1);
    expect(cells(below()[0]).slice(0, 2)).toEqual(['a/…', 'bx']);
  });
});
