/** The cloud's API of the local platform over HTTP, for programs: `/alibaba/api/…`; see docs/alibaba.md. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { DeviceName } from '../../alibaba/alink/deviceName.ts';
import { membersOf, readObject } from '../../alibaba/alink/envelope.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import type { ControlCommand } from '../../broker/control/control.ts';
import type { CallFacts, DeviceDetail } from '../../broker/platform/devices/commands.ts';
import { parseJson } from '../../payload/json/parseJson.ts';
import { readBody, sendJson, sendTooLarge } from '../http/httpExchange.ts';
import { NOT_FOUND, obeyed, only, type PlatformHost, Refusal } from './platformAsked.ts';
import { callJson, deviceJson, rowJson } from './platformJson.ts';

export const PLATFORM_API_PATH = '/alibaba/api/';

/** A payload has at most 256 KB, and JSON or Base64 make it longer. */
const LARGEST_BODY = 1024 * 1024;
/** Devices per response. */
const PAGE = 500;

/** The client is authorised; `path` begins with `PLATFORM_API_PATH`. */
export async function answerApi(
  request: IncomingMessage,
  response: ServerResponse,
  platform: PlatformHost,
): Promise<void> {
  try {
    const [path = '', query = ''] = (request.url ?? '').split('?', 2);
    const [collection, ...steps] = path.slice(PLATFORM_API_PATH.length).split('/').map(decoded);
    // A trailing slash is ignored.
    if (steps.at(-1) === '') steps.pop();
    if (collection !== 'devices') throw NOT_FOUND;
    const [productKey, deviceName, action, argument, ...rest] = steps;
    if (productKey === undefined) {
      only(request, response, 'GET');
      sendJson(response, 200, { devices: allDevices(platform) });
      return;
    }
    if (deviceName === undefined || rest.length > 0) throw NOT_FOUND;
    const device = { productKey, deviceName };
    if (action === undefined) {
      only(request, response, 'GET');
      sendJson(response, 200, deviceJson(detailOf(platform, device), platform.wallClock));
      return;
    }
    const isKnown = action === 'service' ? argument !== undefined : argument === undefined;
    const act = isKnown ? ACTIONS.get(action) : undefined;
    if (act === undefined) throw NOT_FOUND;
    only(request, response, 'POST');
    const body = await readBody(request, LARGEST_BODY);
    if (body.kind === 'too-large') return sendTooLarge(response, LARGEST_BODY);
    if (body.kind === 'cut') return;
    // Checks the name even if nothing is sent, so that a wrong one is reported.
    detailOf(platform, device);
    const wait = new URLSearchParams(query).get('wait') ?? undefined;
    const text = body.bytes.toString('utf8');
    const { status, value } = await act({ platform, device, text, wait, argument: argument ?? '' });
    sendJson(response, status, value);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    sendJson(response, error.status, { error: error.message, ...error.more });
  }
}

interface Asked {
  readonly platform: PlatformHost;
  readonly device: DeviceName;
  /** The request body. */
  readonly text: string;
  /** `0`: does not wait for the device's answer; undefined: waits unless the call is asynchronous. */
  readonly wait: string | undefined;
  /** Name of the service. */
  readonly argument: string;
}

interface Answer {
  readonly status: number;
  readonly value: object;
}

type Action = (asked: Asked) => Answer | Promise<Answer>;

const ACTIONS: ReadonlyMap<string, Action> = new Map<string, Action>([
  ['property', setProperty],
  ['service', invokeService],
  ['publish', publish],
  ['rrpc', rrpc],
  ['desired', setDesired],
  ['tags', setTags],
  ['raw', sendRaw],
  ['disable', (asked) => enable(asked, false)],
  ['enable', (asked) => enable(asked, true)],
]);

async function setProperty(asked: Asked): Promise<Answer> {
  const params = objectText(asked.text, 'The body must be an object of properties');
  const facts = await call(asked, { kind: 'set-property', ...asked.device, params });
  // A device need not answer, and the vendor's own library does not.
  return {
    status: facts.state === 'answered' ? 200 : 202,
    value: callJson(facts, asked.platform.wallClock),
  };
}

/** A device that is online is asked at once, and its answer is awaited. */
async function setDesired(asked: Asked): Promise<Answer> {
  const { platform, device } = asked;
  const desired = objectText(asked.text, 'The body must be an object of properties');
  const reply = platform.command({ kind: 'set-desired-properties', ...device, desired });
  if (reply.kind === 'refused') throw new Refusal(400, reply.reason);
  if (reply.kind === 'platform-called') await outcomeOf(platform, reply.call, asked.wait !== '0');
  return { status: 200, value: deviceJson(detailOf(platform, device), platform.wallClock) };
}

function setTags({ platform, device, text }: Asked): Answer {
  const tags = objectText(text, 'The body must be an object of strings');
  obeyed(platform, { kind: 'set-tags', ...device, tags }, 'done');
  return { status: 200, value: { tags: detailOf(platform, device).tags } };
}

/** Body: `{"hex": "00 01", "to": "reply"}`; `to` defaults to `down`. */
function sendRaw({ platform, device, text }: Asked): Answer {
  const wanted = 'The body must be {"hex", "to"}';
  const parsed: unknown = JSON.parse(objectText(text, wanted));
  const body = new Map<string, unknown>(Object.entries(parsed ?? {}));
  const to = body.get('to') ?? 'down';
  const digits = body.get('hex');
  if (to !== 'down' && to !== 'reply') throw new Refusal(400, 'to must be down or reply.');
  const hex = typeof digits === 'string' ? digits.replaceAll(/\s/g, '') : '';
  if (!/^(?:[0-9a-f]{2})+$/i.test(hex)) throw new Refusal(400, 'hex must be two digits a byte.');
  const payload = Buffer.from(hex, 'hex');
  const command = { kind: 'send-raw', ...device, to, payload: payload.toString('base64') } as const;
  obeyed(platform, command, 'done', { state: 'not-subscribed' });
  return { status: 200, value: { to, size: payload.length } };
}

async function invokeService(asked: Asked): Promise<Answer> {
  const { argument: service, device, text } = asked;
  const input = objectText(
    text.trim() === '' ? '{}' : text,
    'The body must be the input, an object',
  );
  const facts = await call(asked, { kind: 'invoke-service', ...device, service, input });
  const value = callJson(facts, asked.platform.wallClock);
  if (facts.state === 'timed-out') {
    throw new Refusal(504, 'The device did not answer in time.', value);
  }
  return { status: facts.state === 'answered' ? 200 : 202, value };
}

/** Sends it and waits for the outcome if requested. */
async function call(
  { platform, wait }: Asked,
  command: Extract<ControlCommand, { readonly kind: 'set-property' | 'invoke-service' | 'rrpc' }>,
): Promise<CallFacts> {
  const reply = obeyed(platform, command, 'platform-called');
  const isAwaited = wait === undefined ? reply.isAsync !== true : wait !== '0';
  const facts = await outcomeOf(platform, reply.call, isAwaited);
  if (facts.state === 'offline') {
    const more = callJson(facts, platform.wallClock);
    const code = command.kind === 'rrpc' && { rrpcCode: 'OFFLINE' };
    throw new Refusal(409, 'The device is not online.', { ...code, ...more });
  }
  if (facts.state === 'not-subscribed') {
    const why = 'The device has not subscribed to the topic, so nothing was sent.';
    throw new Refusal(409, why, callJson(facts, platform.wallClock));
  }
  return facts;
}

async function outcomeOf(
  platform: PlatformHost,
  number: number,
  isAwaited: boolean,
): Promise<CallFacts> {
  const facts = isAwaited
    ? await new Promise<CallFacts>((resolve) => platform.whenDone(number, resolve))
    : obeyed(platform, { kind: 'platform-call', call: number }, 'platform-call').call;
  if (facts === undefined) throw new Refusal(500, 'The call is no longer stored.');
  return facts;
}

/** Waits like the cloud's `RRpc`, and returns its codes. Body: `{"topic", "payload", "timeout"}`. */
async function rrpc(asked: Asked): Promise<Answer> {
  const { platform, device, text } = asked;
  const source = objectText(text, 'The body must be {"topic", "payload", "timeout"}');
  const parsed: unknown = JSON.parse(source);
  const body = new Map<string, unknown>(Object.entries(parsed ?? {}));
  const [topic, timeout] = [body.get('topic'), body.get('timeout')];
  if (topic !== undefined && typeof topic !== 'string') {
    throw new Refusal(400, 'topic must be a string.');
  }
  if (timeout !== undefined && (typeof timeout !== 'number' || !(timeout >= 1))) {
    throw new Refusal(400, 'timeout must be a number of milliseconds.');
  }
  const payload = payloadOf(body, source).toString('base64');
  const command = {
    kind: 'rrpc',
    ...device,
    payload,
    ...(topic !== undefined && { topic }),
    ...(timeout !== undefined && { timeout }),
  } as const;
  const facts = await call(asked, command);
  const value = callJson(facts, platform.wallClock);
  const rrpcCode = facts.state === 'answered' ? 'SUCCESS' : 'TIMEOUT';
  if (facts.state === 'timed-out') {
    throw new Refusal(504, 'The device did not answer in time.', { rrpcCode, ...value });
  }
  return {
    status: facts.state === 'answered' ? 200 : 202,
    value: { ...(facts.state === 'answered' && { rrpcCode }), ...value },
  };
}

function publish({ platform, device, text }: Asked): Answer {
  const source = objectText(text, 'The body must be {"topic", "payload", "qos"}');
  const parsed: unknown = JSON.parse(source);
  const body = new Map<string, unknown>(Object.entries(parsed ?? {}));
  const topic = body.get('topic');
  const qos = body.get('qos') ?? 0;
  if (typeof topic !== 'string' || topic === '') throw new Refusal(400, 'topic must be a string.');
  if (qos !== 0 && qos !== 1) throw new Refusal(400, 'qos must be 0 or 1.');
  const payload = payloadOf(body, source);
  const base64 = payload.toString('base64');
  const command = { kind: 'cloud-publish', ...device, topic, payload: base64, qos } as const;
  obeyed(platform, command, 'done', { topic, state: 'not-subscribed' });
  return { status: 200, value: { topic, qos, size: payload.length } };
}

/** A text is sent as it is, any other value as JSON, and `payloadBase64` decoded. */
function payloadOf(body: ReadonlyMap<string, unknown>, source: string): Buffer {
  const bytes = body.get('payloadBase64');
  if (bytes !== undefined) {
    const isRight =
      typeof bytes === 'string' &&
      bytes.length % 4 === 0 &&
      /^[A-Za-z0-9+/]*={0,2}$/.test(bytes) &&
      !body.has('payload');
    if (!isRight) {
      throw new Refusal(400, 'payloadBase64 must be Base64, and stand in the place of payload.');
    }
    return Buffer.from(bytes, 'base64');
  }
  if (!body.has('payload')) throw new Refusal(400, 'There is no payload.');
  const payload = body.get('payload');
  return Buffer.from(typeof payload === 'string' ? payload : memberText(source, 'payload'));
}

/** Source text of a member, with all digits of large numbers. */
function memberText(object: string, name: string): string {
  const read = readObject(encodeUtf8(object));
  if ('fault' in read) throw new Refusal(400, `${name} is nested too deep.`);
  const row = membersOf(read.tree, 0).get(name);
  return row === undefined ? '' : read.tree.source(row);
}

function enable({ platform, device }: Asked, isEnabled: boolean): Answer {
  obeyed(platform, { kind: 'enable-device', ...device, isEnabled }, 'done');
  return { status: 200, value: rowJson(detailOf(platform, device).row, platform.wallClock) };
}

function allDevices(platform: PlatformHost): readonly object[] {
  const devices: object[] = [];
  for (;;) {
    const command = { kind: 'platform-devices', first: devices.length, count: PAGE } as const;
    const { rows, total } = obeyed(platform, command, 'platform-devices');
    devices.push(...rows.map((row) => rowJson(row, platform.wallClock)));
    if (rows.length === 0 || devices.length >= total) return devices;
  }
}

function detailOf(platform: PlatformHost, device: DeviceName): DeviceDetail {
  const { device: detail } = obeyed(
    platform,
    { kind: 'platform-device', ...device },
    'platform-device',
  );
  if (detail === undefined) {
    throw new Refusal(404, 'The platform has no device with this product key and name.');
  }
  return detail;
}

/** The text if it is an object. */
function objectText(text: string, otherwise: string): string {
  const value = parseJson(text);
  if (value === undefined) throw new Refusal(400, `${otherwise}, and it is not JSON.`);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return text;
  throw new Refusal(400, `${otherwise}.`);
}

function decoded(step: string): string {
  try {
    return decodeURIComponent(step);
  } catch {
    throw new Refusal(400, 'The address has a % that does not begin an escape sequence.');
  }
}
