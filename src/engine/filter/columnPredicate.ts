/** Builds predicates on columns, which are tested on many packets at once. */
import type { Steps } from '../../base/steps.ts';
import { PUBLISH } from '../../mqtt/tables/typeNumbers.ts';
import { HAS_PROBLEM, WITHHELD } from '../log/columns/packetColumns.ts';
import type { PacketFacts } from './packetFacts.ts';
import { ofHeader, type Predicate } from './predicate.ts';
import type { Narrow, RowBlock } from './rowBlock.ts';
import { mayHavePacketId } from './sources.ts';
import type { Column } from './syntax/fields.ts';
import { wholeNanoseconds } from './syntax/literals.ts';
import { topicPredicate } from './topicMemory.ts';
import type { ValueSource, ValueTest } from './valueSource.ts';

const OF_HEADER: ReadonlySet<Column> = new Set([
  'dir',
  'version',
  'flags',
  'type',
  'qos',
  'retain',
  'dup',
  'withheld',
  'every',
  'everySensor',
  'sensorTopic',
]);

/** @param test tests one value of the column */
export function columnPredicate(
  column: Column,
  { any, cost }: ValueSource,
  test: ValueTest,
  budget: Steps,
): Predicate {
  const ask = (facts: PacketFacts) => any(facts, test);
  if (OF_HEADER.has(column)) return ofHeader(ask, cost);
  if (column === 'topic') return { ...topicPredicate(test, ask, budget), cost };
  return { test: ask, cost, narrow: NARROWS[column]?.(test, ask) };
}

type MakeNarrow = (test: ValueTest, ask: (facts: PacketFacts) => boolean) => Narrow;

const ofExchange: MakeNarrow = (_test, ask) =>
  narrowing((rows, place) => {
    const at = rows.first + place;
    if (rows.columns.exchange[at] === 0) return false;
    return ((rows.columns.marks[at] ?? 0) & WITHHELD) === 0 && ask(rows.at(place));
  });

const ofReply: MakeNarrow = (_test, ask) =>
  narrowing((rows, place) => firstByteAt(rows, place) >> 4 === PUBLISH && ask(rows.at(place)));

const firstByteAt = ({ columns, first }: RowBlock, place: number) =>
  columns.firstByte[first + place] ?? 0;

const NARROWS: Readonly<Partial<Record<Column, MakeNarrow>>> = {
  no: (test) => narrowing((rows, place) => test(rows.number + place)),
  time: (test) => timeNarrow((time) => test(wholeNanoseconds(time))),
  stream: (test) =>
    narrowing(({ columns, first }, place) => test((columns.source[first + place] ?? 0) >>> 1)),
  size: (test) => narrowing(({ columns, first }, place) => test(columns.size[first + place] ?? 0)),
  id: (test, ask) =>
    narrowing((rows, place) => {
      const id = rows.columns.packetId[rows.first + place] ?? 0;
      if (id !== 0) return test(id);
      return mayHavePacketId(firstByteAt(rows, place)) && ask(rows.at(place));
    }),
  state: ofExchange,
  latency: ofExchange,
  replyState: ofReply,
  replyLatency: ofReply,
  replyTo: ofReply,
};

/** True if the packet has a problem, in itself or in its context. */
export const HAS_SOME_PROBLEM: Predicate = {
  test: ({ hasProblem }) => hasProblem,
  cost: 1,
  narrow: narrowing(
    (rows, place) =>
      ((rows.columns.marks[rows.first + place] ?? 0) & HAS_PROBLEM) !== 0 || rows.hasFound(place),
  ),
};

/** @param test tests a time since the first packet, µs */
export function timeNarrow(test: (time: number) => boolean): Narrow {
  return narrowing(({ columns, first, firstTime }, place) =>
    test((columns.time[first + place] ?? 0) - firstTime),
  );
}

function narrowing(passes: (rows: RowBlock, place: number) => boolean): Narrow {
  return (rows, mask) => {
    for (let place = 0; place < rows.count; place += 1) {
      if (mask[place] === 1 && !passes(rows, place)) mask[place] = 0;
    }
  };
}
