/**
 * The cloud's `iot-auth` host: `POST /auth/devicename` gives a device iotId and iotToken before it connects,
 * and `POST /auth/register/device` gives it its secret. Devices use any name that resolves here, so any Host
 * is accepted. Pages cannot, because their POST has an Origin.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody, sendJson, sendJsonText, sendPlain, sendTooLarge } from '../http/httpExchange.ts';
import { bareHost, parseUrl } from '../net/addresses.ts';

export const PRE_AUTH_PATH = '/auth/devicename';
const REGISTER_PATH = '/auth/register/device';

/** Whether the path is for a device's own request. */
export const isDevicePath = (path: string | undefined): boolean =>
  path === PRE_AUTH_PATH || path === REGISTER_PATH;

const LARGEST_FORM = 16 * 1024;
const MOST_FIELDS = 32;

/** MQTT address for the device. */
interface MqttAddress {
  readonly host: string;
  readonly port: number;
}

export interface PreAuthenticator {
  /** Returns the response body: JSON text with a `code`. `form`: its fields in order. */
  preAuthenticate(form: readonly (readonly [string, string])[], mqtt: MqttAddress): string;
  /** The same for a registration. */
  register(form: readonly (readonly [string, string])[]): string;
  /** Port of MQTT over TCP. */
  readonly mqttPort: () => number;
}

export async function answerForm(
  request: IncomingMessage,
  response: ServerResponse,
  platform: PreAuthenticator,
): Promise<void> {
  if (request.method !== 'POST') {
    response.setHeader('allow', 'POST');
    sendPlain(response, 405, 'Devices POST a form here; see docs/alibaba.md.');
    return;
  }
  const body = await readBody(request, LARGEST_FORM);
  if (body.kind === 'too-large') return sendTooLarge(response, LARGEST_FORM);
  if (body.kind === 'cut') return;
  const type = (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase();
  const form = [...new URLSearchParams(body.bytes.toString('utf8'))];
  if (type !== 'application/x-www-form-urlencoded' || form.length > MOST_FIELDS) {
    // The cloud's own response to a malformed request.
    sendJson(response, 200, { code: 460, message: 'request parameter error' });
    return;
  }
  if (request.url?.split('?', 1)[0] === REGISTER_PATH) {
    sendJsonText(response, 200, platform.register(form));
    return;
  }
  const mqtt = { host: mqttHost(request), port: platform.mqttPort() };
  sendJsonText(response, 200, platform.preAuthenticate(form, mqtt));
}

/** The device reaches MQTT at the host of this request. */
function mqttHost({ headers, socket }: IncomingMessage): string {
  const asked = parseUrl(`http://${headers.host ?? ''}`)?.hostname ?? '';
  return asked === '' ? (socket.localAddress ?? '127.0.0.1') : bareHost(asked);
}
