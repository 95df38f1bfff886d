/** Messages of devices about their firmware over MQTT. */
import { isObject } from '../../../alibaba/alink/checkValue.ts';
import { type AlinkCode, wireMessage } from '../../../alibaba/alink/codes.ts';
import { envelopeOf, readObject, writeReply } from '../../../alibaba/alink/envelope.ts';
import { writeFramed } from '../../../alibaba/alink/framed.ts';
import { decodeUtf8, encodeUtf8 } from '../../../base/utf8.ts';
import type { Known } from './handler.ts';
import { announcement, DEFAULT_MODULE } from './ota.ts';
import {
  type AlinkOutcome,
  type AlinkRequest,
  type DeviceMessage,
  type Outcome,
} from './request.ts';
import { wrongMember, wrongParams } from './wrongParams.ts';

/** Bytes per answer, documented. */
const LARGEST_PIECE = 131_072;
/** Characters. */
const LONGEST = 100;

const NOT_JSON = { kind: 'refused', why: 'not-json' } as const;

type Params = Readonly<Record<string, unknown>>;

function paramsOf({ payload }: DeviceMessage): Params | undefined | 'not-json' {
  const read = readObject(payload);
  if ('fault' in read) return 'not-json';
  const { params } = envelopeOf(read.tree);
  return isObject(params) ? params : undefined;
}

/** These topics have no answer. */
const unanswered = (name: string, value: unknown, documented: string): Outcome => ({
  kind: 'refused',
  why: 'params',
  ...wrongMember(`params.${name}`, value, documented),
});

/** An empty module counts as absent. */
function moduleOf({ module }: Params): string | undefined {
  return typeof module === 'string' && module !== '' ? module.slice(0, LONGEST) : undefined;
}

/** `{"params": {"version": "1.0.1", "module": "MCU"}}`, on each start and after an upgrade. */
export function otaInform(message: DeviceMessage, { ota }: Known): Outcome {
  const params = paramsOf(message);
  if (params === 'not-json') return NOT_JSON;
  const version = params?.['version'];
  if (params === undefined || typeof version !== 'string' || version === '') {
    return unanswered('version', version, '"1.0.1"');
  }
  const module = moduleOf(params) ?? DEFAULT_MODULE;
  ota.informed(message.cloud, message.device, module, version.slice(0, LONGEST));
  return { kind: 'other', about: version.slice(0, LONGEST) };
}

/** `{"params": {"step": "30", "desc": "…", "module": "MCU"}}`; the step as text or number. */
export function otaProgress(message: DeviceMessage, { ota }: Known): Outcome {
  const params = paramsOf(message);
  if (params === 'not-json') return NOT_JSON;
  const step = params === undefined ? undefined : stepOf(params['step']);
  if (params === undefined || step === undefined) {
    return unanswered('step', params?.['step'], '-99 … 100');
  }
  const { desc } = params;
  const description = typeof desc === 'string' ? desc : undefined;
  const said = { step, description };
  const isExpected = ota.progressed(message.cloud, message.device, moduleOf(params), said);
  return { kind: 'other', about: String(step), ...(!isExpected && { why: 'no-upgrade' }) };
}

function stepOf(value: unknown): number | undefined {
  const isText = typeof value === 'string' && /^-?\d{1,3}$/.test(value);
  const step = isText ? Number(value) : value;
  const isStep = typeof step === 'number' && Number.isInteger(step) && step >= -99 && step <= 100;
  return isStep ? step : undefined;
}

/** The older request: answered on the announcement topic, without an id if there is no upgrade. */
export function otaRequest(message: DeviceMessage, { ota }: Known): Outcome {
  const { cloud, device, meaning, qos } = message;
  const params = paramsOf(message);
  const module = (isObject(params) ? moduleOf(params) : undefined) ?? DEFAULT_MODULE;
  const data = ota.offer(cloud, device, module);
  const answer =
    data === undefined
      ? '{"code":500,"message":"none upgrade operation of the device."}'
      : announcement(cloud, data);
  if (meaning.partner !== undefined) cloud.send(device, meaning.partner, encodeUtf8(answer), qos);
  return { kind: 'other', code: data === undefined ? 500 : 1000 };
}

/** `params`: `{}` or `{"module": "MCU"}`. Without an upgrade the data is empty. */
export function firmwareGet(
  { cloud, device, message }: AlinkRequest,
  { ota }: Known,
): AlinkOutcome {
  if (!isObject(message.params)) return wrongParams('params', message.params, '{"module": "…"}');
  const data = ota.offer(cloud, device, moduleOf(message.params) ?? DEFAULT_MODULE);
  return { kind: 'other', code: 200, ...(data !== undefined && { data }) };
}

/** Returns a framed piece of a file that was announced with `dProtocol` mqtt. */
export function fileDownload(message: DeviceMessage, { ota }: Known): Outcome {
  const { device } = message;
  const read = readObject(withoutStrayCommas(message.payload));
  if ('fault' in read) return framed(message, undefined, { ...NOT_JSON, code: 6207 });
  const { rawId, params } = envelopeOf(read.tree);
  const { fileInfo, fileBlock, fileToken } = isObject(params) ? params : {};
  const stream = isObject(fileInfo) ? fileInfo['streamId'] : undefined;
  const size = isObject(fileBlock) ? fileBlock['size'] : undefined;
  const offset = isObject(fileBlock) ? fileBlock['offset'] : undefined;
  const firmware = typeof stream === 'number' ? ota.streamOf(device, stream) : undefined;
  if (firmware === undefined) {
    return framed(message, rawId, wrongParams('params.fileInfo.streamId', stream, 'streamId'));
  }
  if (!isWithin(size, 1, LARGEST_PIECE)) {
    const wrong = wrongParams('params.fileBlock.size', size, `1 … ${LARGEST_PIECE}`);
    return framed(message, rawId, wrong);
  }
  if (!isWithin(offset, 0, firmware.size - 1)) {
    const wrong = wrongParams('params.fileBlock.offset', offset, `0 … ${firmware.size - 1}`);
    return framed(message, rawId, wrong);
  }
  const piece = ota.files.slice(firmware.file, offset, offset + size);
  const data = {
    ...(typeof fileToken === 'string' && { fileToken: fileToken.slice(0, LONGEST) }),
    fileLength: firmware.size,
    bSize: piece.length,
    bOffset: offset,
  };
  return framed(message, rawId, { kind: 'other', code: 200 }, JSON.stringify(data), piece);
}

function isWithin(value: unknown, least: number, most: number): value is number {
  return Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
}

/** The vendor's C library writes `"fileId":1,}`, which the platform accepts. */
function withoutStrayCommas(payload: Uint8Array): Uint8Array {
  const text = decodeUtf8(payload);
  return text === undefined ? payload : encodeUtf8(text.replace(/,(?=\s*\})/g, ''));
}

function framed(
  { cloud, device, meaning, qos }: DeviceMessage,
  rawId: string | undefined,
  outcome: Outcome & { readonly code: AlinkCode },
  data = '{}',
  piece: Uint8Array = new Uint8Array(),
): Outcome {
  const head = writeReply({ rawId, code: outcome.code, data, message: wireMessage(outcome.code) });
  const isHeard =
    meaning.partner !== undefined &&
    cloud.send(device, meaning.partner, writeFramed(head, piece), qos);
  return { ...(!isHeard && { why: 'reply-not-subscribed' }), ...outcome };
}
