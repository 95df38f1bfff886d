import { expect, it } from 'vitest';
import { CONVENTIONS } from '../../../conventions/conventions.ts';
import { Capture } from '../../../engine/capture/capture.ts';
import { readEvents } from '../../../engine/files/captureFile.testkit.ts';
import { CaptureFeed } from '../../../engine/files/report/captureFeed.ts';
import { fileWith } from '../../../engine/files/secretFiles.testkit.ts';
import { TopicFinder } from '../../../engine/topics/tree/topicFinder.ts';
import { type PlantedSecret, plantedSecret } from '../../../mqtt/secrets/plantedSecrets.testkit.ts';
import { SecretSearch } from '../../../mqtt/secrets/secretSearch.testkit.ts';
import { COPY_FORMATS, copyOf } from '../../../profiles/copies/formats.ts';
import { readable } from '../../session/packet/readable.ts';

const SEEDS = Array.from({ length: 30 }, (_, at) => at + 1);
const ALL = { first: 0, count: 1000 };
const TARGET = { url: 'mqtt://broker.example', signsIn: true };

const asText = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
/** Bytes as text, in whatever they lie. */
const told = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) =>
    part instanceof Uint8Array ? asText(part) : part instanceof Map ? [...part] : part,
  );

/** All text of a capture in lists, tree and panes, and all copied text. */
function shown(capture: Capture, reveal: boolean): Map<string, string> {
  capture.readProblems();
  capture.search('', TopicFinder);
  capture.expand('', true, true);
  const window = capture.window(
    {
      topics: ALL,
      packets: ALL,
      exchanges: { ...ALL, show: 'all' },
      streams: ALL,
      problems: { rule: undefined, ...ALL },
    },
    0,
  );
  const rules = window.problems?.groups.map(({ rule }) => rule) ?? [];
  const problems = rules.map((rule) => capture.window({ problems: { rule, ...ALL } }, 0).problems);
  const rows = window.packets?.rows ?? [];
  const topics = new Set(rows.flatMap(({ topic }) => topic ?? []));
  const values = [...topics].map((name) => capture.window({ topic: { name, history: ALL } }, 0));
  let [panes, copies] = ['', ''];
  for (const { number } of rows) {
    const detail = capture.window({ packet: number }, 0).packet;
    if (!detail) continue;
    const { bytes, nodes } = readable(detail, reveal);
    panes += asText(bytes) + told([nodes, detail.row, detail.problems]);
    const { row, version } = detail;
    const packet = { ...row, bytes, version, unframed: row.unframed === true };
    for (const format of COPY_FORMATS) {
      const copied = copyOf(format, packet, TARGET);
      if (copied.ok) copies += copied.text();
    }
  }
  return new Map([
    ['lists', told([window, capture.complete('')])],
    ['values', told(values)],
    ['problems', told(problems)],
    ['panes', panes],
    ['copies', copies],
  ]);
}

function captureOf(planted: PlantedSecret): Capture {
  const feed = new CaptureFeed(new Capture({ conventions: CONVENTIONS, originWallClock: 0 }));
  for (const event of readEvents(fileWith(planted))) feed.take(event);
  return feed.capture;
}

it(`shows and copies no planted secret of ${SEEDS.length} streams`, () => {
  const search = new SecretSearch();
  const control = new SecretSearch();
  for (const seed of SEEDS) {
    const planted = plantedSecret(seed, seed % 3 === 0 ? 'server' : 'client');
    const capture = captureOf(planted);
    search.look(planted.secret, shown(capture, false), `seed ${seed}`);
    if (seed % 10 === 0) control.look(planted.secret, shown(capture, true), `seed ${seed}`);
  }
  expect(search.found.slice(0, 20)).toEqual([]);
  const controls = SEEDS.filter((seed) => seed % 10 === 0).length;
  expect(control.found.length).toBeGreaterThanOrEqual(controls / 2);
});
