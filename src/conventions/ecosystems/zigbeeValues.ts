/**
 * Units and commands of values from the list of devices: `voltage` is in V for a plug and in mV for a battery.
 * Attributes on separate topics (`output: attribute`) belong to the device above.
 */
import { decodeUtf8 } from '../../base/utf8.ts';
import { jsonOf } from '../../payload/json/memberAt.ts';
import type { MoreByKind } from '../files/fileMeaning.ts';
import { MessageBudget } from '../files/messageBudget.ts';
import { membersOf, partsUpdate } from '../files/parts.ts';
import { keepSettable, refusedBy, takeExposes } from './zigbeeExposes.ts';

export const zigbeeValues: MoreByKind = {
  'device list': ({ payload }, book) => takeExposes(payload, book),
  command: (message, book) => {
    const { device: id, identifier = '' } = message.meaning;
    const device = book.get(id);
    const [how = '', attribute] = identifier.split(' ');
    if (device === undefined || (how !== 'set' && how !== 'get')) return;
    const members = membersOf(jsonOf(message.payload));
    const asked = attribute === undefined ? members.map(([key]) => key) : [attribute];
    const what = refusedBy(device, how, asked);
    if (what === undefined) device.endAlarm(how);
    else device.alarm(how, { what, time: message.time, packet: message.number });
  },
  state: (message, book) => {
    const { device: id } = message.meaning;
    const end = id.lastIndexOf('/');
    const value = jsonOf(message.payload) ?? decodeUtf8(message.payload);
    // The state of a device is an object.
    const known = book.get(id);
    if (known !== undefined) keepSettable(known, message.time);
    if (end < 0 || value === undefined || value === '' || isObject(value)) return;
    book.remove(id);
    const parent = id.slice(0, end);
    const root = `zigbee2mqtt/${parent}`;
    const device = book.heard(parent, root, message);
    const attribute = { at: '', name: id.slice(end + 1), command: `${root}/set` };
    const looked = { value, level: () => undefined, budget: MessageBudget.begun() };
    if (device === undefined) return;
    partsUpdate(attribute)(looked, message, device);
    keepSettable(device, message.time);
  },
};

const isObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
