/**
 * What the cloud's `iot-auth` host answers: `POST /auth/devicename`, where a device gets iotId and iotToken
 * before it connects, and `POST /auth/register/device`, where it gets its secret. Devices ask for them by
 * whatever name leads here, so any Host is answered; pages cannot, because their POST carries an Origin.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody, sendJson, sendJsonText, sendPlain, sendTooLarge } from '../http/httpExchange.ts';
import { bareHost, parseUrl } from '../net/addresses.ts';

export const PRE_AUTH_PATH = '/auth/devicename';
const REGISTER_PATH = '/auth/register/device';

/** Whether a device's own question is answered there. */
export const isDevicePath = (path: string | undefined): boolean =>
  path === PRE_AUTH_PATH || path === REGISTER_PATH;

const LARGEST_FORM = 16 * 1024;
const MOST_FIELDS = 32;

/** Where a device is to connect. */
interface MqttAddress {
  readonly host: string;
  readonly port: number;
}

export interface PreAuthenticator {
  /** The body of the answer: JSON text with a `code`. `form`: its fields, in their order. */
  preAuthenticate(form: readonly (readonly [string, string])[], mqtt: MqttAddress): string;
  /** The same for a registration. */
  register(form: readonly (readonly [string, string])[]): string;
  /** Of MQTT over TCP. */
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
    // The cloud's own words for a request that it does not understand.
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

/** As the device has come here it also comes to MQTT. */
function mqttHost({ headers, socket }: IncomingMessage): string {
  const asked = parseUrl(`http://${headers.host ?? ''}`)?.hostname ?? '';
  return asked === '' ? (socket.localAddress ?? '127.0.0.1') : bareHost(asked);
}
