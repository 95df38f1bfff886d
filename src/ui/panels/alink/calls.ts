/** Calls to each device with their prepared replies, and other answers that forms wait for. */
import { alinkTopic } from '../../../alibaba/alink/alinkTopic.ts';
import { isObject } from '../../../alibaba/alink/checkValue.ts';
import { decodeUtf8 } from '../../../base/utf8.ts';
import type { PlatformMessage } from '../../../connection/alink/alinkProtocol.ts';
import { parseJson } from '../../../payload/json/parseJson.ts';
import { deviceOf } from '../../session/alink/device.ts';
import {
  type Draft,
  EMPTY_DRAFT,
  firstDraft,
  withValues,
  writtenDraft,
} from '../../session/alink/draft.ts';
import { modelOf } from '../../session/alink/models.ts';
import { perConnection } from '../../session/connection/perConnection.ts';
import { whenAlinkEvent } from '../../session/workerEvents.ts';
import { type Call, outputOf, readCall } from './call.ts';
import { alinkFormsOf, changeForms } from './forms.ts';
import { answerCall } from './send.ts';
import { readShadow, type ShadowNews } from './shadow.ts';

/** Calls that are kept; the capture has them all. */
const MOST = 50;

export interface ReceivedCall extends Call {
  /** Distinguishes calls. */
  readonly serial: number;
  readonly code: string;
  readonly draft: Draft;
  readonly answered: 'no' | 'by-hand' | 'by-itself';
}

export interface FromPlatform {
  /** Newest first. */
  readonly calls: readonly ReceivedCall[];
  /** Calls that arrived too fast to be listed. */
  readonly missed: number;
  readonly answersSets: boolean;
  readonly answersServices: boolean;
  /** The last ones. */
  readonly time: NtpResult | undefined;
  readonly shadow: ShadowNews | undefined;
  /** Last reported version of the shadow. */
  readonly shadowVersion: number | undefined;
}

const FIRST: FromPlatform = {
  calls: [],
  missed: 0,
  answersSets: false,
  answersServices: false,
  time: undefined,
  shadow: undefined,
  shadowVersion: undefined,
};

const states = perConnection(FIRST);

export const useFromPlatform = states.use;

export function answerByItself(
  connectionId: string,
  which: Partial<Pick<FromPlatform, 'answersSets' | 'answersServices'>>,
): void {
  states.change(connectionId, which);
}

export function changeCall(
  connectionId: string,
  serial: number,
  patch: Partial<Pick<ReceivedCall, 'code' | 'draft' | 'answered'>>,
): void {
  const { calls } = states.of(connectionId);
  states.change(connectionId, {
    calls: calls.map((call) => (call.serial === serial ? { ...call, ...patch } : call)),
  });
}

/** Sends the prepared reply. @returns whether it could be written */
export function answerPrepared(
  connectionId: string,
  call: ReceivedCall,
  how: 'by-hand' | 'by-itself',
): boolean {
  const output = outputOf(call, modelOf(deviceOf(connectionId)?.productKey));
  const written = writtenDraft(call.draft, output?.length === 0 ? undefined : output);
  const code = readCode(call.code);
  if (!written.ok || code === undefined) return false;
  answerCall(connectionId, call, code, written.json);
  changeCall(connectionId, call.serial, { answered: how });
  if (call.kind === 'property-set' && code === 200) takeOver(connectionId, call.params);
  return true;
}

/** Undefined if it is not a code. */
export function readCode(text: string): number | undefined {
  return /^\d{1,6}$/.test(text.trim()) ? Number(text) : undefined;
}

export function forgetCalls(connectionId: string): void {
  states.change(connectionId, { calls: [], missed: 0 });
}

/** The device reports the set values next. */
function takeOver(connectionId: string, params: unknown): void {
  if (!isObject(params)) return;
  const known = modelOf(deviceOf(connectionId)?.productKey)?.properties ?? [];
  const { properties } = alinkFormsOf(connectionId);
  changeForms(connectionId, { properties: withValues(properties, known, params) });
}

let lastCall = 0;

function received(connectionId: string, call: Call): void {
  const output = outputOf(call, modelOf(deviceOf(connectionId)?.productKey));
  const draft =
    output === undefined || output.length === 0
      ? EMPTY_DRAFT
      : firstDraft(output, Math.random, Date.now());
  lastCall += 1;
  const prepared: ReceivedCall = { ...call, serial: lastCall, code: '200', draft, answered: 'no' };
  const { calls, answersSets, answersServices } = states.of(connectionId);
  states.change(connectionId, { calls: [prepared, ...calls].slice(0, MOST) });
  const byItself = call.kind === 'property-set' ? answersSets : answersServices;
  if (byItself && call.wantsReply) answerPrepared(connectionId, prepared, 'by-itself');
}

function hear(connectionId: string, message: PlatformMessage): void {
  const kind = alinkTopic(message.topic)?.kind;
  if (kind === 'ntp') {
    states.change(connectionId, { time: readNtp(message.payload, message.at) });
  } else if (kind === 'shadow') {
    const shadow = readShadow(message.payload);
    const { shadowVersion } = states.of(connectionId);
    states.change(connectionId, { shadow, shadowVersion: shadow?.version ?? shadowVersion });
  } else {
    const call = readCall(message);
    if (call !== undefined) received(connectionId, call);
  }
}

whenAlinkEvent((connectionId, event) => {
  if (event.kind !== 'platform-messages') return;
  for (const message of event.messages) hear(connectionId, message);
  const { missed } = event;
  const before = states.of(connectionId).missed;
  if (missed > 0) states.change(connectionId, { missed: before + missed });
});

/** Result of the platform's answer to `/ext/ntp/…/request`. All times: ms since 1970. */
interface NtpResult {
  /** Identifies the device that asked. */
  readonly deviceSendTime: number;
  /** The platform's time of the answer. */
  readonly time: number;
  /** Difference of the platform's clock from this one. */
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
