import { describe, expect, it } from 'vitest';
import type { Property } from '../../mqtt/tables/properties.ts';
import { GOOD_TYPES, goodPacket, placeOf } from './goodPackets.ts';
import { readWritten } from './written.ts';
import { problemsIn } from './wrongPackets.ts';

const METHOD: Property = { name: 'authenticationMethod', value: 'PLAIN' };

describe.each([3, 4, 5] as const)('version %i', (version) => {
  it.each(GOOD_TYPES.filter((type) => version === 5 || type !== 'auth'))('%s is valid', (type) => {
    const properties = version === 5 && type === 'auth' ? [METHOD] : [];
    const bytes = goodPacket(type, version, 'workshop-1', properties);
    expect(problemsIn(bytes, version)).toEqual([]);
    expect(readWritten(bytes, version, type === 'connect').rule).toBeUndefined();
  });
});

it.each(GOOD_TYPES.filter((type) => placeOf(type) !== undefined))(
  '%s has its properties',
  (type) => {
    const user: Property = { name: 'userProperty', value: ['a', 'b'] };
    const properties = type === 'auth' ? [METHOD, user] : [user];
    const bytes = goodPacket(type, 5, 'workshop-1', properties);
    expect(problemsIn(bytes, 5)).toEqual([]);
    const [written] = readWritten(bytes, 5, type === 'connect').packets;
    expect(written?.dissection.packet).toMatchObject({ type, properties });
  },
);
