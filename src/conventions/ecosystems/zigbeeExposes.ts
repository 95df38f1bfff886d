/** Units of values in the list of devices, and which of them can be set or asked for (`access`). */
import type { Device } from '../../engine/devices/device.ts';
import type { DeviceBook } from '../../engine/devices/deviceBook.ts';
import { jsonOf, memberAt } from '../../payload/json/memberAt.ts';
import { membersOf } from '../files/parts.ts';

/** Bits of `access` (zigbee2mqtt.io/guide/usage/exposes). */
const SET = 0b010;
const GET = 0b100;
/** Limit of values that are remembered for a device. */
const MOST = 500;

/** By property. */
const accessOf = new WeakMap<Device, ReadonlyMap<string, number>>();

/** Whether the bit is set; undefined if the list does not say it. */
function allows(device: Device, property: string, bit: number): boolean | undefined {
  const access = accessOf.get(device)?.get(property);
  return access === undefined ? undefined : (access & bit) !== 0;
}

export function takeExposes(payload: Uint8Array, book: DeviceBook): void {
  for (const [, listed] of membersOf(jsonOf(payload))) {
    const name = memberAt(listed, ['friendly_name']);
    const its = typeof name === 'string' ? book.get(name) : undefined;
    if (its === undefined) continue;
    const exposed = membersOf(memberAt(listed, ['definition', 'exposes']));
    const access = new Map<string, number>();
    for (const [, one] of exposed) {
      for (const [, feature] of [['', one] as const, ...membersOf(memberAt(one, ['features']))]) {
        const [property, unit, bits] = ['property', 'unit', 'access'].map((key) =>
          memberAt(feature, [key]),
        );
        if (typeof property !== 'string') continue;
        if (typeof bits === 'number' && access.size < MOST) access.set(property, bits);
        if (typeof unit === 'string')
          its.setPart(property, { name: property, ...its.parts.get(property), unit });
      }
    }
    if (access.size > 0) accessOf.set(its, access);
  }
}

/** Removes the command from the values of a message that cannot be set. */
export function keepSettable(device: Device, time: number): void {
  if (!accessOf.has(device)) return;
  for (const [key, part] of device.parts) {
    const { command, ...rest } = part;
    const [property = ''] = key.split('.', 1);
    if (part.time !== time || command === undefined) continue;
    if (allows(device, property, SET) !== true) device.setPart(key, rest);
  }
}

const REFUSED = {
  set: { bit: SET, en: 'cannot be set', zh: '不可设置' },
  get: { bit: GET, en: 'cannot be asked for', zh: '不可查询' },
} as const;

/** The first property of a command that the device does not allow. */
export function refusedBy(device: Device, how: 'set' | 'get', properties: readonly string[]) {
  const { bit, en, zh } = REFUSED[how];
  const refused = properties.find((property) => allows(device, property, bit) === false);
  return refused === undefined ? undefined : { en: `“${refused}” ${en}`, zh: `“${refused}”${zh}` };
}
