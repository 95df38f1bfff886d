/** Result of the platform's answer to `/ext/ntp/…/request`. All times: ms since 1970. */
import { isObject } from '../../../alibaba/alink/checkValue.ts';
import { decodeUtf8 } from '../../../base/utf8.ts';
import { parseJson } from '../../../payload/json/parseJson.ts';

export interface NtpResult {
  /** By which it is known whose answer it is. */
  readonly deviceSendTime: number;
  /** The platform's time when the answer came. */
  readonly time: number;
  /** How far the platform's clock is ahead of this one. */
  readonly offset: number;
  /** On the way there and back, without the platform's own part. */
  readonly roundTrip: number;
}

/** Undefined if unreadable. @param deviceRecvTime time of arrival */
export function readNtp(payload: Uint8Array, deviceRecvTime: number): NtpResult | undefined {
  const text = decodeUtf8(payload);
  const answer = text === undefined ? undefined : parseJson(text);
  if (!isObject(answer)) return undefined;
  const sent = Number(answer['deviceSendTime'] ?? Number.NaN);
  const received = Number(answer['serverRecvTime'] ?? Number.NaN);
  const answered = Number(answer['serverSendTime'] ?? Number.NaN);
  const time = (received + answered + deviceRecvTime - sent) / 2;
  // Numbers outside the range of dates, such as Infinity, cannot be shown as one.
  if (Number.isNaN(new Date(time).getTime())) return undefined;
  const roundTrip = deviceRecvTime - sent - (answered - received);
  return { deviceSendTime: sent, time, offset: time - deviceRecvTime, roundTrip };
}
