import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tries } from '../../../base/runs.testkit.ts';
import { ByEnds } from './byEnds.ts';
import type { EndKey } from './endKey.ts';

const PORTS = 0x10000;
const ipv6 = (address: number, port: number) =>
  String.fromCharCode(0x2001, 0xdb8, 0, 0, 0, 0, 0, address, port);

/** Few endpoints, so that connections share endpoints and equal ports occur. */
const number = fc.integer({ min: 1, max: 3 });
const ends = fc
  .tuple(fc.boolean(), number, number, number, number)
  .map(([isIpv6, address, port, other, otherPort]): readonly [EndKey, EndKey] =>
    isIpv6
      ? [ipv6(address, port), ipv6(other, otherPort)]
      : [address * PORTS + port, other * PORTS + otherPort],
  );

/** The same for both orders. */
const nameOf = (one: EndKey, other: EndKey) =>
  JSON.stringify(one < other ? [one, other] : [other, one]);

test('finds, replaces and removes connections with either endpoint first', () => {
  const step = fc.tuple(fc.boolean(), ends);
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const table = new ByEnds<{ first: EndKey; second: EndKey }>();
      const expected = new Map<string, { first: EndKey; second: EndKey }>();
      for (const [isSet, [first, second]] of steps) {
        const name = nameOf(first, second);
        const known = expected.get(name);
        if (isSet) {
          const connection = { first, second };
          table.set(connection);
          expected.set(name, connection);
        } else if (known !== undefined) {
          table.delete(known);
          expected.delete(name);
        }
        for (const { first: one, second: other } of expected.values()) {
          const connection = expected.get(nameOf(one, other));
          expect(table.get(one, other)).toBe(connection);
          expect(table.get(other, one)).toBe(connection);
        }
        expect(table.get(first, second)).toBe(expected.get(name));
      }
    }),
    { numRuns: tries(100) },
  );
});
