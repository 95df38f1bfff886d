/**
 * The cloud's API of the local platform over HTTP, for programs: the list of devices, and messages to one. The
 * control interface has everything else. See docs/alibaba.md.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { DeviceName } from '../../alibaba/alink/deviceName.ts';
import { membersOf, readObject } from '../../alibaba/alink/envelope.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import type { ControlCommand, ControlReply } from '../../broker/control/control.ts';
import { parseJson } from '../../payload/json/parseJson.ts';
import { readBody, sendJson, sendTooLarge } from '../http/httpExchange.ts';
import { rowJson, type WallClock } from './platformJson.ts';

export const PLATFORM_API_PATH = '/alibaba/api/';

/** A payload has at most 256 KB, and JSON or Base64 make it longer. */
const LARGEST_BODY = 1024 * 1024;
/** Devices per command. */
const PAGE = 500;

/** The platform with the commands of a controller. */
export interface PlatformHost {
  command(command: ControlCommand): ControlReply;
  readonly wallClock: WallClock;
}

/** An error response instead of a result. */
class Refusal extends Error {
  readonly status: number;
  readonly more: object;

  constructor(status: number, message: string, more: object = {}) {
    super(message);
    this.status = status;
    this.more = more;
  }
}

const NOT_FOUND = new Refusal(404, 'There is nothing at this address; see docs/alibaba.md.');

/** The client is authorised; `path` begins with `PLATFORM_API_PATH`. */
export async function answerApi(
  request: IncomingMessage,
  response: ServerResponse,
  platform: PlatformHost,
): Promise<void> {
  try {
    const [path = ''] = (request.url ?? '').split('?', 1);
    const [collection, ...steps] = path.slice(PLATFORM_API_PATH.length).split('/').map(decoded);
    // A trailing slash is ignored.
    if (steps.at(-1) === '') steps.pop();
    if (collection !== 'devices') throw NOT_FOUND;
    const [productKey, deviceName, action, ...rest] = steps;
    if (productKey === undefined) {
      only(request, response, 'GET');
      sendJson(response, 200, { devices: allDevices(platform) });
      return;
    }
    if (deviceName === undefined || action !== 'publish' || rest.length > 0) throw NOT_FOUND;
    only(request, response, 'POST');
    const body = await readBody(request, LARGEST_BODY);
    if (body.kind === 'too-large') return sendTooLarge(response, LARGEST_BODY);
    if (body.kind === 'cut') return;
    const device = { productKey, deviceName };
    sendJson(response, 200, publish(platform, device, body.bytes.toString('utf8')));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    sendJson(response, error.status, { error: error.message, ...error.more });
  }
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

function publish(platform: PlatformHost, device: DeviceName, text: string): object {
  const known = obeyed(platform, { kind: 'platform-device', ...device }, 'platform-device');
  if (known.device === undefined) {
    throw new Refusal(404, 'The platform has no device with this product key and name.');
  }
  const wanted = 'The body must be {"topic", "payload", "qos"}';
  const parsed = parseJson(text);
  if (parsed === undefined) throw new Refusal(400, `${wanted}, and it is not JSON.`);
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw new Refusal(400, `${wanted}.`);
  }
  const body = new Map<string, unknown>(Object.entries(parsed));
  const topic = body.get('topic');
  const qos = body.get('qos') ?? 0;
  if (typeof topic !== 'string' || topic === '') throw new Refusal(400, 'topic must be a string.');
  if (qos !== 0 && qos !== 1) throw new Refusal(400, 'qos must be 0 or 1.');
  const payload = payloadOf(body, text);
  const base64 = payload.toString('base64');
  const command = { kind: 'cloud-publish', ...device, topic, payload: base64, qos } as const;
  obeyed(platform, command, 'done', { topic, state: 'not-subscribed' });
  return { topic, qos, size: payload.length };
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

/** Returns the reply of the expected kind. `unheard`: error if the device has not subscribed. */
function obeyed<K extends ControlReply['kind']>(
  platform: PlatformHost,
  command: ControlCommand,
  kind: K,
  unheard: object = {},
): Extract<ControlReply, { readonly kind: K }> {
  const reply = platform.command(command);
  if (reply.kind === 'refused') {
    const isUnheard = reply.why === 'not-subscribed';
    throw new Refusal(isUnheard ? 409 : 400, reply.reason, isUnheard ? unheard : {});
  }
  if (!isOf(reply, kind)) throw new Error(`${command.kind} was answered with ${reply.kind}`);
  return reply;
}

function isOf<K extends ControlReply['kind']>(
  reply: ControlReply,
  kind: K,
): reply is Extract<ControlReply, { readonly kind: K }> {
  return reply.kind === kind;
}

function only(request: IncomingMessage, response: ServerResponse, method: 'GET' | 'POST'): void {
  const { method: asked } = request;
  if (asked === method || (method === 'GET' && asked === 'HEAD')) return;
  response.setHeader('allow', method === 'GET' ? 'GET, HEAD' : method);
  throw new Refusal(405, `This address only supports ${method}.`);
}

function decoded(step: string): string {
  try {
    return decodeURIComponent(step);
  } catch {
    throw new Refusal(400, 'The address has a % that does not begin an escape sequence.');
  }
}
