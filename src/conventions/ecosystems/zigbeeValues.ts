/**
 * Units of values from the list of devices: `voltage` is in V for a plug and in mV for a battery. Attributes
 * on separate topics (`output: attribute`) belong to the device above.
 */
import { decodeUtf8 } from '../../base/utf8.ts';
import { jsonOf, memberAt } from '../../payload/json/memberAt.ts';
import type { MoreByKind } from '../files/fileMeaning.ts';
import { MessageBudget } from '../files/messageBudget.ts';
import { membersOf, partsUpdate } from '../files/parts.ts';

export const zigbeeValues: MoreByKind = {
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
  state: (message, book) => {
    const id = message.meaning.device ?? '';
    const end = id.lastIndexOf('/');
    const value = jsonOf(message.payload) ?? decodeUtf8(message.payload);
    // The state of a device is an object.
    if (end < 0 || value === undefined || value === '' || isObject(value)) return;
    book.remove(id);
    const parent = id.slice(0, end);
    const root = `zigbee2mqtt/${parent}`;
    const device = book.heard(parent, root, message);
    const attribute = { at: '', name: id.slice(end + 1), command: `${root}/set` };
    const looked = { value, level: () => undefined, budget: MessageBudget.begun() };
    if (device) partsUpdate(attribute)(looked, message, device);
  },
};

const isObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
