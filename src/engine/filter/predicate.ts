/** Conditions on one packet or on many, and their combination. */
import { MARKS_OF_HEADER } from '../log/columns/packetColumns.ts';
import type { PacketFacts } from './packetFacts.ts';
import { MOST_ROWS, type Narrow, type RowBlock } from './rowBlock.ts';

type Test = (facts: PacketFacts) => boolean;

export interface Predicate {
  readonly test: Test;
  readonly cost: number;
  /** The same for many packets; absent: each packet is tested. */
  readonly narrow?: Narrow | undefined;
  /** True if the result depends only on first byte, version, direction and mark of a packet. */
  readonly isOfHeader?: boolean | undefined;
}

export const narrowOf = ({ test, narrow }: Predicate): Narrow => narrow ?? narrowByTest(test);

function narrowByTest(test: Test): Narrow {
  return (rows, mask) => {
    for (let place = 0; place < rows.count; place += 1) {
      if (mask[place] === 1 && !test(rows.at(place))) mask[place] = 0;
    }
  };
}

const YES = 1;
const NO = 2;

/** Each combination is tested once. */
export function ofHeader(test: Test, cost: number): Predicate {
  let known: Uint8Array | undefined;
  const narrow: Narrow = (rows, mask) => {
    const answers = (known ??= new Uint8Array(0x1000));
    const { firstByte, marks, source } = rows.columns;
    for (let place = 0; place < rows.count; place += 1) {
      if (mask[place] === 0) continue;
      const at = rows.first + place;
      const mark = marks[at] ?? 0;
      const key =
        (firstByte[at] ?? 0) |
        ((mark & MARKS_OF_HEADER.version) << 8) |
        ((mark & MARKS_OF_HEADER.withheld) << 3) |
        (((source[at] ?? 0) & 1) << 11);
      let answer = answers[key];
      if (answer !== YES && answer !== NO) {
        answer = test(rows.at(place)) ? YES : NO;
        answers[key] = answer;
      }
      if (answer === NO) mask[place] = 0;
    }
  };
  return { test, cost, narrow, isOfHeader: true };
}

export function negated({ test: asked, cost, narrow: narrowed, isOfHeader }: Predicate): Predicate {
  const test: Test = (facts) => !asked(facts);
  if (isOfHeader) return ofHeader(test, cost);
  if (narrowed === undefined) return { test, cost };
  let scratch: Uint8Array | undefined;
  const narrow: Narrow = (rows, mask) => {
    const passing = (scratch ??= new Uint8Array(MOST_ROWS));
    passing.set(mask);
    narrowed(rows, passing);
    for (let place = 0; place < rows.count; place += 1) {
      if (passing[place] === 1) mask[place] = 0;
    }
  };
  return { test, cost, narrow };
}

/** The order of the conditions changes only the cost, not the result. */
export function joined(kind: 'and' | 'or', predicates: readonly Predicate[]): Predicate {
  const header = predicates.filter(({ isOfHeader }) => isOfHeader);
  const others = predicates.filter(({ isOfHeader }) => !isOfHeader);
  const ofAll = header.length > 1 ? [ofHeader(testOf(kind, header), costOf(header))] : header;
  const sorted = [...ofAll, ...others].toSorted((a, b) => a.cost - b.cost);
  const [only] = sorted;
  if (only !== undefined && sorted.length === 1) return only;
  const test = testOf(kind, sorted);
  const cost = costOf(sorted);
  if (sorted.every(({ narrow }) => narrow === undefined)) return { test, cost };
  const all = sorted.map(narrowOf);
  return { test, cost, narrow: kind === 'and' ? narrowByEach(all) : narrowByAny(all) };
}

const costOf = (predicates: readonly Predicate[]) =>
  predicates.reduce((most, { cost }) => Math.max(most, cost), 0);

function narrowByEach(all: readonly Narrow[]): Narrow {
  return (rows, mask) => {
    for (const narrow of all) narrow(rows, mask);
  };
}

/** Each condition is tested on the packets that have not matched yet. */
function narrowByAny(all: readonly Narrow[]): Narrow {
  let scratch: readonly [Uint8Array, Uint8Array] | undefined;
  return (rows: RowBlock, mask) => {
    scratch ??= [new Uint8Array(MOST_ROWS), new Uint8Array(MOST_ROWS)];
    const [asked, passing] = scratch;
    asked.set(mask);
    mask.fill(0);
    for (const narrow of all) {
      passing.set(asked);
      narrow(rows, passing);
      for (let place = 0; place < rows.count; place += 1) {
        if (passing[place] !== 1) continue;
        mask[place] = 1;
        asked[place] = 0;
      }
    }
  };
}

function testOf(kind: 'and' | 'or', predicates: readonly Predicate[]): Test {
  return inPairs(
    kind,
    predicates.map(({ test }) => test),
  );
}

/** A balanced tree, because a chain would be as deep as it is long. */
function inPairs(kind: 'and' | 'or', tests: readonly Test[]): Test {
  const [one, other] = tests;
  if (one === undefined) return () => kind === 'and';
  if (other === undefined) return one;
  const half = Math.ceil(tests.length / 2);
  const first = inPairs(kind, tests.slice(0, half));
  const rest = inPairs(kind, tests.slice(half));
  return kind === 'and'
    ? (facts) => first(facts) && rest(facts)
    : (facts) => first(facts) || rest(facts);
}
