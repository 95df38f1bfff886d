/** Tracks host applications in the book, by their STATE. */

import { decodeUtf8 } from '../../base/utf8.ts';
import type { MessageArrival } from '../../engine/conventions/convention.ts';
import type { DeviceBook } from '../../engine/devices/deviceBook.ts';
import { memberAt } from '../../payload/json/memberAt.ts';
import { parseJson } from '../../payload/json/parseJson.ts';
import { type HostTopic, hostId } from './topics.ts';

interface HostState {
  readonly online: boolean;
  /** ms since 1970; undefined if there is none. */
  readonly timestamp: number | undefined;
  /** Text, as before version 3.0. */
  readonly isOld: boolean;
}

/** undefined if the payload is not a STATE message. */
export function readState(payload: Uint8Array): HostState | undefined {
  const text = decodeUtf8(payload);
  if (text === 'ONLINE' || text === 'OFFLINE') {
    return { online: text === 'ONLINE', timestamp: undefined, isOld: true };
  }
  const said = text === undefined ? undefined : parseJson(text);
  const online = memberAt(said, ['online']);
  const timestamp = memberAt(said, ['timestamp']);
  if (typeof online !== 'boolean') return undefined;
  return { online, timestamp: typeof timestamp === 'number' ? timestamp : undefined, isOld: false };
}

export function tellHost(book: DeviceBook, { host }: HostTopic, message: MessageArrival): void {
  const device = book.heard(hostId(host), message.topic, message);
  const state = readState(message.payload);
  if (device === undefined) return;
  device.name = host;
  if (state === undefined) return;
  const word = state.online ? 'online' : 'offline';
  device.setState(word, word, message);
  const { timestamp } = state;
  if (timestamp !== undefined) device.setFact('timestamp', timeText(timestamp));
}

const LATEST = 8.64e15;

const timeText = (milliseconds: number): string =>
  Number.isInteger(milliseconds) && Math.abs(milliseconds) <= LATEST
    ? new Date(milliseconds).toISOString()
    : String(milliseconds);
