/** Zones, whose counts are on topics like those of cameras, and cameras that are offline with their server. */

import { decodeUtf8 } from '../../base/utf8.ts';
import type { MessageArrival } from '../../engine/conventions/convention.ts';
import type { DeviceBook } from '../../engine/devices/deviceBook.ts';
import { jsonOf, memberAt } from '../../payload/json/memberAt.ts';
import type { MoreByKind } from '../files/fileMeaning.ts';
import { MessageBudget } from '../files/messageBudget.ts';
import { membersOf, partsUpdate } from '../files/parts.ts';

const SERVER = 'frigate';

/** Cameras and zones that the server named. */
interface Said {
  cameras: ReadonlySet<string> | undefined;
  readonly zones: Set<string>;
}

const saidIn = new WeakMap<DeviceBook, Said>();

function saidTo(book: DeviceBook): Said {
  const said = saidIn.get(book) ?? { cameras: undefined, zones: new Set() };
  saidIn.set(book, said);
  return said;
}

const isZone = ({ cameras, zones }: Said, id: string): boolean =>
  cameras === undefined ? zones.has(id) : !cameras.has(id);

function removeZones(book: DeviceBook): void {
  const said = saidTo(book);
  for (const { id, parent } of book.all) {
    if (parent === SERVER && isZone(said, id)) book.remove(id);
  }
}

/** Limit of zones that are remembered. */
const MOST_ZONES = 1000;

export const frigateZones: MoreByKind = {
  statistics: ({ payload }, book) => {
    const cameras = membersOf(memberAt(jsonOf(payload), ['cameras']));
    if (cameras.length === 0) return;
    saidTo(book).cameras = new Set(cameras.map(([name]) => name));
    removeZones(book);
  },
  event: ({ payload }, book) => {
    const { zones } = saidTo(book);
    for (const [, zone] of membersOf(memberAt(jsonOf(payload), ['after', 'entered_zones'])))
      if (typeof zone === 'string' && zones.size < MOST_ZONES) zones.add(zone);
    removeZones(book);
  },
  count: (message, book) => {
    const { device: id } = message.meaning;
    const said = saidTo(book);
    const camera = book.get(id);
    if (!isZone(said, id)) {
      if (camera) camera.parent = SERVER;
      return;
    }
    if (camera?.parent === SERVER || camera?.parent === undefined) book.remove(id);
    tellZone(id, message, book);
  },
  availability: (message, book) => {
    const said = decodeUtf8(message.payload) ?? '';
    if (said !== 'offline' && said !== 'stopped') return;
    for (const device of book.all)
      if (device.id !== SERVER) device.setState('offline', said, message);
  },
};

/** The counts of a zone are values of the server. */
function tellZone(zone: string, message: MessageArrival, book: DeviceBook): void {
  const server = book.named(SERVER, SERVER);
  const object = message.topic.slice(`${SERVER}/${zone}/`.length).replace('/', ' ');
  const form = { at: '', name: `${zone} ${object}` };
  const value = jsonOf(message.payload);
  const looked = { value, level: () => undefined, budget: MessageBudget.begun() };
  if (server) partsUpdate(form)(looked, message, server);
}
