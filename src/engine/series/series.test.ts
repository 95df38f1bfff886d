import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { leastCpuTime } from '../../base/cpuTime.testkit.ts';
import { tries } from '../../base/runs.testkit.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import { encodeCbor } from '../../payload/formats/cbor/cborWriter.ts';
import { loadFormats } from '../../payload/formats/formats.ts';
import { publish, Session } from '../capture/capture.testkit.ts';
import { ChartedSeries } from './chartedSeries.ts';
import type { ChartedValue, SeriesLine } from './chartedValue.ts';

beforeAll(loadFormats);

class Charting extends Session {
  series: ChartedSeries | undefined;

  chart(...values: readonly ChartedValue[]): void {
    this.series = this.capture.charted(ChartedSeries);
    this.series.set(values);
  }

  value(topic: string, payload: string | Uint8Array): number {
    const bytes = typeof payload === 'string' ? encodeUtf8(payload) : payload;
    return this.get(publish(topic, { payload: bytes }));
  }

  line(at = 0, columns = 1000): SeriesLine {
    this.series?.advance(() => true);
    const request = { series: { span: undefined, columns } };
    const found = this.capture.window(request, this.time).series?.series[at];
    if (found === undefined) throw new Error(`There is no series ${at}.`);
    return found;
  }

  /** Packet and value of each point. */
  points(at = 0): readonly (readonly [number, number])[] {
    const { packets, values } = this.line(at).points;
    return [...packets].map((packet, index) => [packet, values[index] ?? Number.NaN]);
  }

  table(): string {
    return this.series?.table(undefined, this.capture.origin).join('') ?? '';
  }
}

const SMALL = { logBudget: 16 * 1024 };
const TEMP: ChartedValue = { topic: 'a/b', path: ['temp'] };

describe('a charted value', () => {
  test('has the stored points of its topic, then each new one', () => {
    const scene = new Charting();
    const first = scene.value('a/b', '{"temp":21.5,"on":true}');
    scene.value('a/c', '{"temp":99}');
    const second = scene.value('a/b', '{"temp":-3}');
    scene.send(publish('a/b', { payload: encodeUtf8('{"temp":7}') }));
    scene.chart(TEMP, { topic: 'a/b', path: ['on'] });
    expect(scene.points()).toEqual([
      [first, 21.5],
      [second, -3],
    ]);
    expect(scene.line().points.times[1]).toBe(second * 1000);
    const third = scene.value('a/b', '{"temp":22.25,"on":false}');
    scene.value('a/b', '{"other":1}');
    expect(scene.points()).toEqual([
      [first, 21.5],
      [second, -3],
      [third, 22.25],
    ]);
    expect(scene.line()).toMatchObject({ kind: 'numbers', held: 3, dropped: 0, without: 1 });
    expect(scene.line().last).toEqual({ value: 22.25, time: third * 1000, packet: third });
    expect(scene.line(1)).toMatchObject({ kind: 'states', names: ['false', 'true'], without: 2 });
    expect(scene.points(1)).toEqual([
      [first, 1],
      [third, 0],
    ]);
  });

  test('may be a whole payload, too: a number, a boolean, a text', () => {
    const scene = new Charting();
    scene.chart({ topic: 'n', path: [] }, { topic: 't', path: [] }, { topic: 'm', path: [] });
    for (const text of ['55.49', ' 7 ', '1e3', '"8"']) scene.value('n', text);
    for (const text of ['ON', 'OFF', 'ON\n', '']) scene.value('t', text);
    for (const text of ['55.49', 'empty', '12']) scene.value('m', text);
    expect(scene.points(0).map(([, value]) => value)).toEqual([55.49, 7, 1000]);
    expect(scene.line(0).marks).toMatchObject([{ text: '8', packet: 4 }]);
    expect(scene.line(1)).toMatchObject({ kind: 'states', names: ['ON', 'OFF'], without: 1 });
    expect(scene.points(1).map(([, value]) => value)).toEqual([0, 1, 0]);
    expect(scene.points(2).map(([, value]) => value)).toEqual([55.49, 12]);
    expect(scene.line(2)).toMatchObject({ kind: 'numbers', without: 1 });
    expect(scene.line(2).marks?.map(({ text }) => text)).toEqual(['empty']);
  });

  test('may be of any format or chain; another chain decodes everything again', async () => {
    const scene = new Charting();
    scene.value('c', encodeCbor({ t: 21.5 }));
    const chosen = { filter: 'x', chain: 'json.data | base64 | json' };
    scene.value('x', '{"data":"eyJ0Ijo0Mn0="}');
    scene.chart({ topic: 'c', path: ['t'] }, { topic: 'x', path: ['t'] });
    expect(scene.points(0).map(([, value]) => value)).toEqual([21.5]);
    expect(scene.points(1)).toEqual([]);
    scene.capture.chosen.set({ chains: [chosen], files: [] });
    await scene.capture.chosen.load();
    scene.series?.again();
    expect(scene.points(1).map(([, value]) => value)).toEqual([42]);
    expect(scene.points(0).map(([, value]) => value)).toEqual([21.5]);
  });

  test('includes messages sent by clients if none of them is the app', () => {
    const scene = new Charting();
    scene.capture.capturedAnywhere();
    scene.connect();
    scene.chart(TEMP);
    const packetId = 7;
    const message = { qos: 2, packetId, payload: encodeUtf8('{"temp":1}') } as const;
    const sent = scene.send(publish('a/b', message));
    scene.send(publish('a/b', { ...message, dup: true }));
    const received = scene.value('a/b', '{"temp":2}');
    expect(scene.points()).toEqual([
      [sent, 1],
      [received, 2],
    ]);
  });

  test('counts a QoS 2 message once, however often it is sent', () => {
    const scene = new Charting();
    scene.connect();
    scene.chart(TEMP);
    const message = { qos: 2, packetId: 7, payload: encodeUtf8('{"temp":1}') } as const;
    const first = scene.get(publish('a/b', message));
    scene.get(publish('a/b', { ...message, dup: true }));
    scene.send({ type: 'pubrec', packetId: 7, reasonCode: 0, properties: [] });
    scene.get({ type: 'pubrel', packetId: 7, reasonCode: 0, properties: [] });
    scene.send({ type: 'pubcomp', packetId: 7, reasonCode: 0, properties: [] });
    const next = scene.get(publish('a/b', message));
    expect(scene.points().map(([packet]) => packet)).toEqual([first, next]);
  });

  test('keeps its points after the log discards the packets, and gets older ones from the history', () => {
    const scene = new Charting(4, SMALL);
    const numbers = Array.from({ length: 300 }, (_, n) => scene.value('a/b', `{"temp":${n}}`));
    for (let n = 0; n < 1000; n += 1) scene.value('other', '0');
    expect(scene.counters.discarded).toBeGreaterThan(300);
    scene.chart(TEMP);
    expect(scene.points()).toEqual(numbers.map((packet, n) => [packet, n]));
    const late = scene.value('a/b', '{"temp":5}');
    expect(scene.points().at(-1)).toEqual([late, 5]);
    for (let n = 0; n < 1000; n += 1) scene.value('other', '0');
    expect(scene.points()).toHaveLength(301);
  });

  test('is read in slices of time', () => {
    const scene = new Charting();
    for (let n = 0; n < 100; n += 1) scene.value('a/b', `{"temp":${n}}`);
    scene.chart(TEMP);
    let slices = 0;
    let left = 0;
    const hasTime = () => (left -= 1) > 0;
    do {
      slices += 1;
      left = 10;
    } while (scene.series?.advance(hasTime) === false);
    expect(slices).toBe(10);
    expect(scene.points()).toHaveLength(100);
  });

  test('keeps discarded points when another value is charted', () => {
    const scene = new Charting(4, SMALL);
    scene.chart(TEMP);
    for (let n = 0; n < 800; n += 1) {
      scene.value('a/b', `{"temp":${n}}`);
      if (n % 50 === 0) scene.line();
    }
    scene.chart({ topic: 'z', path: [] }, TEMP);
    expect(scene.points(1)).toHaveLength(800);
  });

  test('keeps its points when others are added or removed', () => {
    const scene = new Charting(4, SMALL);
    scene.value('a/b', '{"temp":1}');
    scene.chart(TEMP);
    scene.line();
    scene.capture.clear();
    scene.chart(TEMP, { topic: 'z', path: [] });
    scene.capture.restore();
    expect(scene.points()).toHaveLength(1);
    scene.chart({ topic: 'z', path: [] });
    expect(scene.line()).toMatchObject({ topic: 'z', held: 0 });
  });

  test('shows the newest as they arrive: from the first point on, then as many as requested', () => {
    const scene = new Charting();
    scene.chart(TEMP);
    const span = () => {
      scene.series?.advance(() => true);
      const request = { span: { last: 60_000_000 }, columns: 1000 };
      return scene.capture.window({ series: request }, scene.time).series?.span;
    };
    /** It ends within a column after the time, and has all of it. */
    const expectSpan = (from: number, to: number, column: number) => {
      const shown = span();
      expect(shown?.to).toBeGreaterThanOrEqual(to);
      expect(shown?.to).toBeLessThan(to + column);
      expect(Math.abs((shown?.from ?? 0) - from)).toBeLessThan(column);
    };
    scene.time = 100_000_000;
    scene.value('a/b', '{"temp":1}');
    const first = scene.time;
    expectSpan(first - 10_000_000, first, 10_000);
    scene.time += 30_000_000;
    expectSpan(first, first + 30_000_000, 30_000);
    scene.time += 60_000_000;
    expectSpan(first + 30_000_000, first + 90_000_000, 60_000);
    // It moves only by whole columns.
    const seen = span();
    scene.time = (seen?.to ?? 0) - 1;
    expect(span()).toEqual(seen);
    // A closed stream receives no more messages.
    scene.capture.closeStream(scene.stream, scene.time);
    expectSpan(first - 10_000_000, first, 10_000);
  });

  test('a secret in a message is not charted', () => {
    const scene = new Charting();
    const topic = '/sys/pk/dn/thing/sub/register_reply';
    scene.chart({ topic, path: ['data', 0, 'deviceSecret'] });
    scene.value(topic, '{"id":"1","code":200,"data":[{"deviceSecret":"KEEPME42"}]}');
    expect(scene.points()).toHaveLength(1);
    expect(scene.table()).not.toContain('KEEPME42');
  });

  test('Undo restores cleared points with the later ones, each with its packet', () => {
    const does = fc.constantFrom('value', 'other', 'look', 'clear', 'undo', 'forget');
    fc.assert(
      fc.property(fc.array(does, { maxLength: 60 }), (steps) => {
        const scene = new Charting();
        scene.chart(TEMP);
        let now: [number, number][] = [];
        let cleared: [number, number][] | undefined;
        const seen: [unknown, unknown][] = [];
        for (const [at, step] of steps.entries()) {
          if (step === 'value') now.push([scene.value('a/b', `{"temp":${at}}`), at]);
          else if (step === 'other') scene.value('o', `{"temp":${at}}`);
          else if (step === 'look') seen.push([scene.points(), [...now]]);
          else if (step === 'clear') {
            scene.capture.clear();
            [cleared, now] = [now, []];
          } else if (step === 'undo') {
            if (scene.capture.restore()) now = [...(cleared ?? []), ...now];
            cleared = undefined;
          } else {
            scene.capture.forgetCleared();
            cleared = undefined;
          }
        }
        expect(scene.points()).toEqual(now);
        expect(seen.map(([points]) => points)).toEqual(seen.map(([, wanted]) => wanted));
      }),
      { numRuns: tries(100) },
    );
  });
});

describe('a table of points', () => {
  test('has every digit, the time of each, and no formula', () => {
    const scene = new Charting();
    scene.chart({ topic: '=1+1,x', path: [] }, { topic: 's', path: ['a b', 0] });
    scene.value('=1+1,x', '9223372036854775807');
    scene.value('=1+1,x', '-0.10');
    scene.value('s', '{"a b":["say \\"no\\""]}');
    scene.line();
    expect(scene.table().split('\r\n')).toEqual([
      'time,topic,path,value,packet',
      `2027-01-15T08:00:00.001000Z,"'=1+1,x",payload,9223372036854775807,1`,
      `2027-01-15T08:00:00.002000Z,"'=1+1,x",payload,-0.1,2`,
      '2027-01-15T08:00:00.003000Z,s,"payload[""a b""][0]","say ""no""",3',
      '',
    ]);
  });
});

describe('the connection of a line', () => {
  const SECOND = 1_000_000;
  const wait = (scene: Charting, seconds: number): void => {
    scene.time += seconds * SECOND;
  };
  const closed = (scene: Charting): void =>
    scene.capture.closeStream(scene.stream, (scene.time += 1000));
  const opened = (scene: Charting, sessionPresent = false): void => {
    scene.stream = scene.capture.openStream({ time: (scene.time += 1000) });
    scene.connect(sessionPresent);
  };
  /** Values before which the line breaks, with the seconds without a connection. */
  const breaks = (scene: Charting) => {
    const { points, gaps, away } = scene.line();
    const after = gaps.map(({ to }) => points.values[points.times.indexOf(to)]);
    return { after, away: away.map(({ from, to }) => Math.round((to - from) / SECOND)) };
  };

  test('breaks it while the connection is away, and never because a value is slow', () => {
    const scene = new Charting();
    scene.chart(TEMP);
    opened(scene);
    for (const temp of [1, 2]) scene.value('a/b', `{"temp":${temp}}`);
    wait(scene, 3600);
    scene.value('a/b', '{"temp":3}');
    expect(breaks(scene)).toEqual({ after: [], away: [] });
    closed(scene);
    wait(scene, 15);
    // Nothing answers.
    scene.stream = scene.capture.openStream({ time: scene.time });
    wait(scene, 285);
    closed(scene);
    opened(scene);
    wait(scene, 60);
    expect(breaks(scene)).toEqual({ after: [], away: [] });
    scene.value('a/b', '{"temp":4}');
    expect(breaks(scene)).toEqual({ after: [4], away: [300] });
    scene.value('a/b', '{"temp":5}');
    expect(breaks(scene).after).toEqual([4]);
  });

  test('breaks it where an end was not seen, without saying for how long', () => {
    const scene = new Charting();
    scene.chart(TEMP);
    opened(scene);
    scene.value('a/b', '{"temp":1}');
    scene.capture.closeStream(scene.stream);
    wait(scene, 100);
    opened(scene);
    scene.value('a/b', '{"temp":2}');
    expect(breaks(scene)).toEqual({ after: [2], away: [] });
  });

  test('is that which carried the value, if the capture has several', () => {
    const scene = new Charting();
    scene.capture.capturedAnywhere();
    scene.capture.openStream({ time: 0, client: 'other:1' });
    scene.chart(TEMP);
    opened(scene);
    const sent = (temp: number) =>
      scene.send(publish('a/b', { payload: encodeUtf8(`{"temp":${temp}}`) }));
    sent(1);
    closed(scene);
    wait(scene, 100);
    opened(scene);
    sent(2);
    expect(breaks(scene)).toEqual({ after: [2], away: [100] });
    // A client that takes its leave after each value is slow.
    for (const temp of [3, 4]) {
      scene.send({ type: 'disconnect', properties: [] });
      closed(scene);
      wait(scene, 100);
      opened(scene);
      sent(temp);
    }
    expect(breaks(scene)).toEqual({ after: [2], away: [100] });
  });

  test('breaks it also after the log has discarded the packets', () => {
    const scene = new Charting(4, SMALL);
    scene.chart(TEMP);
    opened(scene);
    scene.value('a/b', '{"temp":1}');
    closed(scene);
    wait(scene, 100);
    opened(scene);
    for (let n = 2; n < 400; n += 1) scene.value('a/b', `{"temp":${n}}`);
    expect(breaks(scene)).toEqual({ after: [2], away: [100] });
  });
});

describe('100,000 points', () => {
  test('are the newest of more, and answer a window at once', () => {
    const scene = new Charting(4, { logBudget: 64 << 20 });
    scene.chart(TEMP);
    for (let n = 0; n < 100_500; n += 1) scene.value('a/b', `{"temp":${n % 1000}}`);
    const line = scene.line();
    expect(line).toMatchObject({ held: 100_000, dropped: 500 });
    expect(line.points.packets[0]).toBe(501);
    const request = { series: { span: undefined, columns: 800, overview: 400 } };
    // About 2 ms. Ten replies per second leave 100.
    expect(leastCpuTime(() => scene.capture.window(request, scene.time), 5, 30)).toBeLessThan(30);
  });
});
