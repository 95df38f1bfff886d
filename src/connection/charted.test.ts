/** Charted values in a connection's worker. */
import { expect, test } from 'vitest';
import { eventually } from '../base/eventually.testkit.ts';
import { ChartedSeries } from '../engine/series/chartedSeries.ts';
import type { ChartedValue, SeriesReply } from '../engine/series/chartedValue.ts';
import { publishBytes } from '../engine/topics/messages.testkit.ts';
import { settingsFor, TestClient } from './client.testkit.ts';
import { ManualClock } from './clock.testkit.ts';
import { countedSlices } from './countedSlices.testkit.ts';
import { MemoryNetwork } from './memoryNetwork.testkit.ts';

const TEMP: ChartedValue = { topic: 'a/b', path: ['temp'] };
/** ms: the code that reads payloads is loaded meanwhile. */
const REQUEST = { span: undefined, columns: 100 };

class Charting {
  readonly clock = new ManualClock();
  readonly client = new TestClient(this.clock.environment);
  readonly #stream = this.client.dispatch.capture.openStream(4);
  #time = 0;

  receive(payload: string): void {
    this.#time += 1000;
    const bytes = publishBytes('a/b', payload);
    this.client.dispatch.capture.packet(this.#stream, 'in', this.#time, bytes);
  }

  /** Requests points like a view. */
  async points(): Promise<readonly number[] | undefined> {
    const { series } = await this.client.ask({ kind: 'window', request: { series: REQUEST } });
    return valuesOf(series);
  }
}

const valuesOf = (series: SeriesReply | undefined): readonly number[] | undefined =>
  series && [...(series.series[0]?.points.values ?? [])];

test('a charted value has the points of earlier and later messages, and a table of them', async () => {
  const scene = new Charting();
  scene.receive('{"temp":1}');
  expect(await scene.points()).toBeUndefined();
  scene.client.send({ kind: 'chart', values: [TEMP] });
  await eventually(async () => expect(await scene.points()).toEqual([1]));
  scene.receive('{"temp":2}');
  expect(await scene.points()).toEqual([1, 2]);
  const table = await scene.client.ask({ kind: 'series-table', span: undefined });
  expect(table.join('').split('\r\n')).toHaveLength(4);
});

test('collects points without a visible chart', async () => {
  const scene = new Charting();
  scene.client.send({ kind: 'chart', values: [TEMP] });
  await eventually(async () => expect(await scene.points()).toEqual([]));
  const seen = () =>
    valuesOf(scene.client.dispatch.capture.charted(ChartedSeries).window(REQUEST, 0));
  for (let n = 1; n < 4; n += 1) {
    scene.receive(`{"temp":${n}}`);
    scene.clock.advance(1000);
    expect(seen()).toHaveLength(n);
  }
});

test('recomputes all points after a change of the payload format', async () => {
  const scene = new Charting();
  scene.receive('{"data":"eyJ0ZW1wIjo0Mn0="}');
  scene.client.send({ kind: 'chart', values: [TEMP] });
  await eventually(async () => expect(await scene.points()).toEqual([]));
  const chains = [{ filter: 'a/#', chain: 'json.data | base64 | json' }];
  scene.client.send({ kind: 'read-payloads', rules: { chains, files: [] } });
  await eventually(async () => expect(await scene.points()).toEqual([42]));
});

test('charts the values of the profile from the beginning of the connection', async () => {
  const network = new MemoryNetwork();
  const client = new TestClient(network.environment([]));
  const line = { ...TEMP, axis: 'left', drawn: 'line', colour: 0 } as const;
  const charts = { lines: [line], thresholds: [], span: 60 };
  client.connect(settingsFor('ws://memory/', { version: 5, charts }));
  await network.settled();
  const charted = async () =>
    (await client.ask({ kind: 'window', request: { series: REQUEST } })).series?.series;
  await eventually(async () => expect(await charted()).toMatchObject([TEMP]));
  await client.end();
});

test('reports once that past values are being read', async () => {
  const { environment, turn } = countedSlices();
  const client = new TestClient(environment);
  const stream = client.dispatch.capture.openStream(4);
  for (let n = 0; n < 20_000; n += 1) {
    client.dispatch.capture.packet(stream, 'in', n, publishBytes('a/b', `{"temp":${n}}`));
  }
  const awaited = () =>
    client.events.filter((event) => event.kind === 'stirred' && event.awaited === true).length;
  client.send({ kind: 'chart', values: [TEMP] });
  const points = async () =>
    valuesOf((await client.ask({ kind: 'window', request: { series: REQUEST } })).series)?.length;
  await eventually(async () => expect(await points()).toBeDefined());
  const before = awaited();
  while (turn() > 0);
  expect(awaited()).toBe(before + 1);
  await points();
  while (turn() > 0);
  expect(awaited()).toBe(before + 1);
});
