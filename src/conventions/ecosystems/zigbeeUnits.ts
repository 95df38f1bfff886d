/** Units of values from the list of devices: `voltage` is in V for a plug and in mV for a battery. */
import { jsonOf, memberAt } from '../../payload/json/memberAt.ts';
import type { MoreByKind } from '../files/fileMeaning.ts';
import { membersOf } from '../files/parts.ts';

export const zigbeeUnits: MoreByKind = {
  'device list': ({ payload }, book) => {
    for (const [, listed] of membersOf(jsonOf(payload))) {
      const name = memberAt(listed, ['friendly_name']);
      const its = typeof name === 'string' ? book.get(name) : undefined;
      const exposed = membersOf(memberAt(listed, ['definition', 'exposes']));
      for (const [, one] of exposed) {
        for (const [, feature] of [['', one] as const, ...membersOf(memberAt(one, ['features']))]) {
          const [property, unit] = ['property', 'unit'].map((key) => memberAt(feature, [key]));
          if (typeof property !== 'string' || typeof unit !== 'string') continue;
          its?.setPart(property, { name: property, ...its.parts.get(property), unit });
        }
      }
    }
  },
};
