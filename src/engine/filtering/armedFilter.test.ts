import { describe, expect, test } from 'vitest';
import { cpuTime } from '../../base/cpuTime.testkit.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import { publish, Session } from '../capture/capture.testkit.ts';
import { compileFilter } from '../filter/compile.ts';
import { FilteredRows } from './filteredRows.ts';

/** Budget of a log with some 200 packets. */
const SMALL = { logBudget: 16 * 1024, keptBudget: 64 * 1024 };

const PINGREQ = Uint8Array.of(0xc0, 0);
const PINGRESP = Uint8Array.of(0xd0, 0);

class Waiting extends Session {
  constructor(text: string, around: number, action: 'keep' | 'stop' | 'notify') {
    super(4, SMALL);
    this.connect();
    const error = this.capture.armed.arm(compileFilter(text), around, action);
    if (error) throw new Error(error.fact.key);
  }

  /** @returns number of the last packet */
  flood(count: number, topic = 'other'): number {
    let last = 0;
    for (let n = 0; n < count; n += 1) last = this.get(publish(topic));
    return last;
  }

  get armed() {
    return this.counters.armed;
  }

  get numbers(): readonly number[] {
    return this.rows(0, 10_000).map((row) => row.number);
  }
}

describe('an armed filter', () => {
  test('keeps matching packets and their surroundings after eviction, before the oldest held packet', () => {
    const scene = new Waiting('topic == "wanted"', 2, 'keep');
    scene.flood(10);
    const hit = scene.get(publish('wanted', { payload: encodeUtf8('here') }));
    scene.flood(1000);
    const { discarded, packets } = scene.counters;
    expect(discarded).toBeGreaterThan(500);
    const { numbers } = scene;
    expect(numbers.slice(0, 5)).toEqual([hit - 2, hit - 1, hit, hit + 1, hit + 2]);
    expect(numbers[5]).toBe(discarded + 5 + 1);
    // Discarded and listed packets add up to all packets.
    expect(discarded + numbers.length).toBe(packets);
    expect(scene.detail(hit)?.row.topic).toBe('wanted');
    expect(scene.capture.bytesOf(hit)?.length).toBe(14);
    expect([...scene.capture.packetsFrom(1)].map((held) => held.number)).toEqual(numbers);
    expect(scene.armed).toMatchObject({
      filter: { hits: 1, last: { packet: hit, time: hit * 1_000 } },
      kept: { packets: 5, forgotten: 0 },
      recording: { isStopped: false, notRecorded: 0 },
    });
    const { filter } = scene.capture;
    filter.set(compileFilter('topic == "wanted"'), FilteredRows);
    filter.advance(() => true);
    expect(scene.numbers).toEqual([hit]);
    expect(filter.list.position(hit)).toBe(0);
  });

  test('gives kept and held packets the positions of the list', () => {
    const scene = new Waiting('topic == "wanted"', 1, 'notify');
    for (let n = 0; n < 5; n += 1) {
      scene.get(publish('wanted'));
      scene.flood(200);
    }
    const { list } = scene.capture.filter;
    const { numbers } = scene;
    expect(list.total).toBe(1007);
    expect(numbers.map((number) => list.position(number))).toEqual(
      numbers.map((_, index) => list.oldest + index),
    );
    expect(list.position(100)).toBeUndefined();
    const reply = scene.capture.window({ packets: { first: 0, count: 3 } }, 0).packets;
    expect(reply).toMatchObject({ first: list.oldest, oldest: list.oldest });
  });

  test('discards the oldest kept packets above its budget, and counts them', () => {
    const scene = new Waiting('topic == "wanted"', 0, 'keep');
    const payload = new Uint8Array(8 * 1024);
    for (let n = 0; n < 12; n += 1) {
      scene.get(publish('wanted', { payload }));
      scene.flood(50);
    }
    scene.flood(300);
    const { kept } = scene.armed ?? {};
    expect(kept?.forgotten).toBeGreaterThan(0);
    expect((kept?.packets ?? 0) + (kept?.forgotten ?? 0)).toBe(12);
    expect(kept?.bytes).toBeLessThanOrEqual(kept?.budget ?? 0);
    expect(scene.counters.discarded + scene.numbers.length).toBe(scene.counters.packets);
  });

  test('keeps the exchanges of kept packets as long as the packets', () => {
    const scene = new Waiting('exchange.state == complete and id == 77', 0, 'keep');
    const hit = scene.send(publish('a', { qos: 1, packetId: 77 }));
    scene.get({ type: 'puback', packetId: 77, reasonCode: 0, properties: [] });
    const ping = () => {
      scene.raw('out', PINGREQ);
      scene.raw('in', PINGRESP);
    };
    for (let n = 0; n < 18_500; n += 1) ping();
    expect(scene.detail(hit)?.exchange?.row).toMatchObject({ state: 'complete', packet: hit });
    const { filter } = scene.capture;
    filter.set(
      compileFilter('exchange.state == complete and type in {publish, puback}'),
      FilteredRows,
    );
    filter.advance(() => true);
    expect(scene.numbers).toEqual([hit, hit + 1]);
    scene.capture.armed.arm(compileFilter('type == pingreq'), 0, 'keep');
    for (let n = 0; n < 2_500; n += 1) ping();
    expect(scene.detail(hit)).toBeNull();
    expect(scene.capture.exchangeFacts(2)).toBeUndefined();
  });

  test('stops the recording after the surroundings, and counts later packets', () => {
    const scene = new Waiting('topic == "wanted"', 3, 'stop');
    let told = 0;
    scene.capture.armed.listen(() => {
      told += 1;
    });
    scene.flood(5);
    const hit = scene.get(publish('wanted'));
    expect(scene.flood(3)).toBe(hit + 3);
    expect(scene.flood(10)).toBe(0);
    expect(scene.numbers.at(-1)).toBe(hit + 3);
    expect(scene.counters.messages).toBe(9);
    expect(scene.armed?.recording).toEqual({ isStopped: true, notRecorded: 10 });
    expect(told).toBe(2);
    scene.capture.resumeRecording(scene.time);
    expect(scene.get(publish('wanted'))).toBe(hit + 4);
    expect(scene.armed?.recording).toEqual({ isStopped: false, notRecorded: 10 });
    expect(scene.armed?.filter?.hits).toBe(2);
  });

  test('learns topic aliases while the recording is stopped', () => {
    const scene = new Session(5);
    scene.connect();
    scene.capture.armed.arm(compileFilter('topic == "wanted"'), 0, 'stop');
    scene.get(publish('wanted'));
    scene.get(publish('a/b', { properties: [{ name: 'topicAlias', value: 1 }] }));
    scene.capture.resumeRecording(scene.time);
    const number = scene.get(publish('', { properties: [{ name: 'topicAlias', value: 1 }] }));
    expect(scene.detail(number)?.row).toMatchObject({ topic: 'a/b', stream: 2 });
    scene.capture.closeStream(scene.stream, scene.time);
    scene.reconnect(true);
    expect(scene.rows().at(-1)).toMatchObject({ packetType: 2, stream: 3 });
  });

  test('claims nothing about packets that were not recorded', () => {
    const scene = new Session(4);
    scene.connect();
    scene.capture.armed.arm(compileFilter('topic == "wanted"'), 0, 'stop');
    scene.send(publish('a', { qos: 1, packetId: 1 }));
    scene.send({ type: 'pingreq' });
    scene.get(publish('wanted'));
    const { total } = scene.counters.problems ?? {};
    scene.get({ type: 'puback', packetId: 1, reasonCode: 0, properties: [] });
    scene.get({ type: 'pingresp' });
    scene.time += 600_000_000;
    scene.capture.resumeRecording(scene.time);
    scene.get({ type: 'puback', packetId: 2, reasonCode: 0, properties: [] });
    scene.get(publish('unknown'));
    scene.send({ type: 'disconnect' });
    scene.capture.closeStream(scene.stream, scene.time);
    expect(scene.counters.problems.total).toBe(total);
    const { streams } = scene.capture.window({ streams: { first: 0, count: 9 } }, scene.time);
    expect(streams?.rows.map(({ stream, notes }) => [stream, notes.length])).toEqual([
      [1, 1],
      [2, 1],
    ]);
  });

  test('rejects an invalid or empty filter, and stays unchanged', () => {
    const scene = new Waiting('topic == "wanted"', 0, 'keep');
    expect(scene.capture.armed.arm(compileFilter('topic => "x"'), 0, 'keep')).toMatchObject({
      column: 7,
    });
    expect(scene.capture.armed.arm(compileFilter('  '), 0, 'keep')).toMatchObject({ column: 1 });
    expect(scene.armed?.filter?.text).toBe('topic == "wanted"');
    scene.capture.armed.disarm();
    expect(scene.armed).toBeUndefined();
    scene.get(publish('wanted'));
    scene.flood(1000);
    expect(scene.armed).toBeUndefined();
  });

  test('gives up packets when those of a second take too long, and continues soon', () => {
    const words = Array.from({ length: 1000 }, (_, at) => `w${at}`).join(' or ');
    const scene = new Waiting(words, 0, 'notify');
    const large = publish('other', { payload: encodeUtf8('x'.repeat(20_000)) });
    const begun = cpuTime();
    for (let n = 0; n < 1000; n += 1) scene.get(large);
    expect(cpuTime() - begun).toBeLessThan(3000);
    expect(scene.armed?.filter).toMatchObject({ hits: 0 });
    const { givenUp = 0 } = scene.armed?.filter ?? {};
    expect(givenUp).toBeGreaterThan(900);
    expect(givenUp).toBeLessThan(1000);
    scene.time += 2_000_000;
    scene.get(publish('other', { payload: encodeUtf8('w7') }));
    expect(scene.armed?.filter).toMatchObject({ hits: 1, givenUp });
  });

  test('forgets kept packets on Clear', () => {
    const scene = new Waiting('topic == "wanted"', 2, 'keep');
    scene.flood(3);
    scene.get(publish('wanted'));
    scene.flood(1000);
    scene.capture.clear();
    expect([scene.counters.packets, scene.counters.discarded, scene.numbers]).toEqual([0, 0, []]);
    scene.flood(3);
    expect(scene.numbers).toHaveLength(3);
    expect(scene.armed).toMatchObject({ filter: { hits: 1 }, kept: { packets: 0, forgotten: 0 } });
  });

  test('keeps all packets in range if every packet matches', () => {
    const scene = new Waiting('type == publish', 5_000, 'keep');
    scene.flood(800);
    expect(scene.numbers).toHaveLength(802);
    expect(scene.counters.discarded).toBe(0);
  });
});
