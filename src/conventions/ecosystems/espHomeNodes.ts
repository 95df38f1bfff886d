/** Availability and log of ESPHome nodes, on topics that many other programs have, too. */
import { decodeUtf8 } from '../../base/utf8.ts';
import type { MessageArrival } from '../../engine/conventions/convention.ts';
import type { Device } from '../../engine/devices/device.ts';
import type { DeviceBook } from '../../engine/devices/deviceBook.ts';
import { withoutColours } from '../../payload/formats/ansi.ts';
import type { MoreByKind } from '../files/fileMeaning.ts';

const STATES: ReadonlyMap<string, 'online' | 'offline'> = new Map([
  ['online', 'online'],
  ['offline', 'offline'],
]);

/** By their letter in a line of the log. */
const LOG_LEVELS: ReadonlyMap<string, string> = new Map([
  ['E', 'ERROR'],
  ['W', 'WARN'],
  ['I', 'INFO'],
  ['C', 'CONFIG'],
  ['D', 'DEBUG'],
  ['V', 'VERBOSE'],
  ['VV', 'VERY_VERBOSE'],
]);

/** Many other programs have such topics, so they do not make a device known. */
export const espHomeNodes: MoreByKind = {
  availability: (message, book) => {
    const said = decodeUtf8(message.payload) ?? '';
    const state = STATES.get(said);
    if (state !== undefined) nodeOf(message, book)?.setState(state, said, message);
  },
  log: (message, book) => {
    const line = withoutColours(decodeUtf8(message.payload) ?? '');
    const [, letter = ''] = /^\[([A-Z]{1,2})\]/.exec(line) ?? [];
    const level = LOG_LEVELS.get(letter);
    const node = nodeOf(message, book);
    if (level === undefined || node === undefined) return;
    const { time, number: packet } = message;
    for (const [name, value] of [
      ['log', line],
      ['log level', level],
    ] as const)
      node.setPart(name, { name, value, time, packet });
  },
};

function nodeOf({ topic }: MessageArrival, book: DeviceBook): Device | undefined {
  const [node = ''] = topic.split('/', 1);
  return book.get(node);
}
