import { expect, test, vi } from 'vitest';
import { Lazy } from '../../base/lazy.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import { CONVENTIONS } from '../../conventions/conventions.ts';
import { Capture } from '../../engine/capture/capture.ts';
import type { TermCount } from '../../engine/filtering/termCounts.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import { countedSlices } from '../countedSlices.testkit.ts';
import type { ConnectionEvent } from '../protocol/protocol.ts';
import { FilterQuestions } from './filterQuestions.ts';
import { FILTER_LANGUAGE, FilterRuns } from './filterRuns.ts';

function begin(packets: number, language?: ConstructorParameters<typeof FilterRuns>[4]) {
  const { environment, ...turns } = countedSlices();
  const capture = new Capture({ conventions: CONVENTIONS, originWallClock: 0 });
  const stream = capture.openStream(5);
  const add = (n: number) => {
    const payload = encodeUtf8(n % 100 === 0 ? 'wanted' : 'other');
    const flags = { dup: false, qos: 0, retain: false } as const;
    const packet = encode(
      { type: 'publish', ...flags, topic: `a/${n % 10}`, properties: [], payload },
      5,
    );
    capture.packet(stream, 'in', n, packet);
  };
  for (let n = 0; n < packets; n += 1) add(n);
  const events: ConnectionEvent[] = [];
  const runs = new FilterRuns(
    environment,
    capture,
    (event) => events.push(event),
    Lazy.of({}),
    language,
  );
  const window = () => {
    runs.beforeWindow();
    return capture.window({ packets: { first: 0, count: 5 } }, 0);
  };
  const questions = new FilterQuestions(environment, capture);
  return { runs, questions, window, events, add, ...turns };
}

test('runs a filter in slices, and shows the first rows at once', () => {
  const { runs, window, turn, events, longest } = begin(2_000);
  runs.set('payload == "wanted"');
  expect(events).toEqual([{ kind: 'filter', text: 'payload == "wanted"' }]);
  const first = window();
  expect(first.packets?.rows.map((row) => row.number)).toEqual([1, 101]);
  expect(first.counters.filter).toMatchObject({ shown: 2, held: 2_000, done: false });
  let slices = 0;
  while (turn() > 0) slices += 1;
  expect(slices).toBeGreaterThan(10);
  expect(window().counters.filter).toMatchObject({ shown: 20, examined: 2_000, done: true });
  expect(window().packets).toMatchObject({ total: 20, filter: 'payload == "wanted"' });
  // Command, window and slice each stay within their time.
  expect(longest()).toBeLessThanOrEqual(13_000);
});

test('another filter ends the previous run; an invalid one does not', () => {
  const { runs, window, turn, events } = begin(2_000);
  runs.set('payload == "wanted"');
  runs.set('payload == "other');
  expect(events.at(-1)).toMatchObject({
    kind: 'filter',
    text: 'payload == "other',
    error: { column: 12 },
  });
  expect(window().counters.filter?.text).toBe('payload == "wanted"');
  runs.set('topic == "a/3"');
  while (turn() > 0);
  expect(window().counters.filter).toMatchObject({ text: 'topic == "a/3"', shown: 200 });
  runs.set('');
  expect(turn()).toBe(0);
  expect(window().counters.filter).toBeUndefined();
  expect(window().packets?.total).toBe(2_000);
});

test('includes later packets in the next window', () => {
  const { runs, window, add } = begin(10);
  runs.set('topic == "a/3"');
  for (let n = 0; n < 10; n += 1) add(n);
  expect(window().packets?.rows.map((row) => row.number)).toEqual([4, 14]);
});

test('completion offers fields, topics and values that packets have', async () => {
  const { questions } = begin(20);
  const texts = async (text: string) => {
    const { suggestions } = await questions.complete(text, text.length);
    return suggestions.map((one) => one.text);
  };
  expect(await texts('siz')).toEqual(['size']);
  expect(await texts('topic == "a/1')).toEqual(['"a/1"']);
  expect(await texts('size == ')).toEqual(['13', '14']);
  expect(await texts('mqtt.passwd == ')).toEqual([]);
});

test('completion counts types of a value in all packets, in slices', async () => {
  const { questions, turn, longest } = begin(2_000);
  const text = 'payload is ';
  const completion = questions.complete(text, text.length);
  await FILTER_LANGUAGE.load();
  let slices = 0;
  for (; turn() > 0; slices += 1) expect(longest()).toBeLessThan(20_000);
  expect(slices).toBeGreaterThan(1);
  const [first] = (await completion).suggestions;
  expect(first).toMatchObject({ text: 'text', times: { count: 2_000, of: 2_000 } });
});

test('counts terms in slices and reports them once; another filter ends the count', async () => {
  const { questions, turn, longest } = begin(2_000);
  const told: (readonly TermCount[])[] = [];
  const counts = ['payload == "other" and dup', 'payload == "wanted" and topic == "a/1"'].map(
    async (text) => told.push(await questions.countTerms(text)),
  );
  await FILTER_LANGUAGE.load();
  expect(told).toEqual([]);
  while (turn() > 0) expect(longest()).toBeLessThan(20_000);
  await Promise.all(counts);
  expect(told).toEqual([
    [],
    [
      { text: 'payload == "wanted"', shown: 20 },
      { text: 'topic == "a/1"', shown: 200 },
    ],
  ]);
});

test('processes requests in order once the filter language is loaded', async () => {
  const language = new Lazy(async () => (await import('./filterLanguage.ts')).filterLanguage);
  const { runs, window, events } = begin(20, language);
  runs.set('topic == "a/3"');
  runs.arm({ kind: 'arm', text: 'type == pingreq', around: 0, action: 'keep' });
  runs.set('topic == "a/4"');
  runs.disarm();
  expect(events).toEqual([]);
  expect(window().packets?.total).toBe(20);
  await language.load();
  expect(events.map((event) => (event.kind === 'filter' ? event.text : event.kind))).toEqual([
    'topic == "a/3"',
    'armed',
    'topic == "a/4"',
    'armed',
  ]);
  expect(events.at(-1)).toMatchObject({ kind: 'armed', status: { filter: undefined } });
  expect(window().packets?.rows.map((row) => row.number)).toEqual([5, 15]);
});

test('the filter language is loaded with all payload formats, so that no filter misses packed values', async () => {
  // Like in a worker that has just started.
  vi.resetModules();
  const { FILTER_LANGUAGE } = await import('./filterRuns.ts');
  const { FORMATS, partOf } = await import('../../payload/formats/formats.ts');
  const missing = () =>
    FORMATS.filter((format) => partOf(format) && partOf(format)?.found === undefined);
  expect(missing().map(({ id }) => id)).toEqual(expect.arrayContaining(['gzip', 'lz4', 'png']));
  await FILTER_LANGUAGE.load();
  expect(missing()).toEqual([]);
});
