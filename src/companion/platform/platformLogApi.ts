/** Messages of a device over HTTP, for programs: `/alibaba/api/devices/…/log`; see docs/alibaba.md. */
import type { DeviceName } from '../../alibaba/alink/deviceName.ts';
import { decodeUtf8 } from '../../base/utf8.ts';
import type { LogRow } from '../../broker/platform/devices/logCommands.ts';
import { obeyed, type PlatformHost, Refusal } from './platformAsked.ts';
import { outcomeJson, type WallClock } from './platformJson.ts';

const MOST = 500;
const USUAL = 50;

/** Newest first. Reads `count` and `text` of `query`. */
export function messagesOf(
  platform: PlatformHost,
  device: DeviceName,
  query: URLSearchParams,
): object {
  const count = Number(query.get('count') ?? USUAL);
  if (!Number.isInteger(count) || count < 1 || count > MOST) {
    throw new Refusal(400, `count must be a number from 1 to ${MOST}.`);
  }
  const text = query.get('text') ?? '';
  const command = { kind: 'platform-log', ...device, first: 0, count } as const;
  const { total, rows } = obeyed(
    platform,
    { ...command, ...(text !== '' && { text }) },
    'platform-log',
  );
  return { total, messages: rows.map((row) => messageJson(platform, row)) };
}

function messageJson(platform: PlatformHost, row: LogRow) {
  const { number } = row;
  const reply = obeyed(platform, { kind: 'platform-message', message: number }, 'platform-message');
  const kept = Buffer.from(reply.message?.payload ?? '', 'base64');
  return { ...rowJson(row, platform.wallClock), ...payloadJson(kept) };
}

/** Text if the payload is UTF-8 text. */
function payloadJson(kept: Buffer) {
  const text = decodeUtf8(kept);
  return text === undefined
    ? { payload: null, payloadBase64: kept.toString('base64') }
    : { payload: text, payloadBase64: null };
}

function rowJson(row: LogRow, clock: WallClock) {
  const { number, time, direction } = row;
  return { number, time: clock(time), direction, ...outcomeJson(row) };
}
