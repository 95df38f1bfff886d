/**
 * Forwards the form of a device's HTTPS pre-authentication for pages, because the cloud does not let them
 * read its response. Only the cloud's own hosts and this machine are allowed. Nothing of it is kept.
 */
import {
  request as httpRequest,
  type IncomingMessage,
  type RequestOptions,
  type ServerResponse,
} from 'node:http';
import { request as httpsRequest } from 'node:https';
import { parseJson } from '../../payload/json/parseJson.ts';
import { systemReason } from '../cli/errors.ts';
import { readBody, sendJson, sendTooLarge } from '../http/httpExchange.ts';
import { bareHost, isLoopbackAddress, parseUrl } from '../net/addresses.ts';
import { loopbackLookup } from '../net/loopbackLookup.ts';
import { PRE_AUTH_PATH } from './preAuthEndpoint.ts';

export const PRE_AUTH_RELAY_PATH = '/alibaba/preauth';

const LARGEST_REQUEST = 16 * 1024;
const LARGEST_ANSWER = 64 * 1024;
const MOST_FIELDS = 32;
/** ms */
const TIMEOUT = 10_000;

interface Relayed {
  readonly url: URL;
  readonly form: string;
}

/** The client has shown the token and is a page of this companion. */
export async function answerRelay(
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'POST') {
    response.setHeader('allow', 'POST');
    return sendJson(response, 405, { error: 'This address only supports POST.' });
  }
  const body = await readBody(request, LARGEST_REQUEST);
  if (body.kind === 'too-large') return sendTooLarge(response, LARGEST_REQUEST);
  if (body.kind === 'cut') return;
  const relayed = parseRelayed(body.bytes.toString('utf8'));
  if (typeof relayed === 'string') return sendJson(response, 400, { error: relayed });
  try {
    sendJson(response, 200, await passOn(relayed));
  } catch (error) {
    sendJson(response, 502, { error: `${relayed.url.host}: ${systemReason(error)}.` });
  }
}

/** Returns the request, or an error. */
function parseRelayed(text: string): Relayed | string {
  const asked = parseJson(text);
  if (typeof asked !== 'object' || asked === null) return 'The body must be {"url", "form"}.';
  const address = 'url' in asked && typeof asked.url === 'string' ? parseUrl(asked.url) : undefined;
  if (address === undefined) return 'url must be an address.';
  if (!isPreAuthAddress(address)) {
    return `url must be https://iot-auth.<region>.aliyuncs.com${PRE_AUTH_PATH}, or end with ${PRE_AUTH_PATH} on this machine.`;
  }
  const fields: [string, unknown][] =
    'form' in asked && typeof asked.form === 'object' && asked.form !== null
      ? Object.entries(asked.form)
      : [];
  if (fields.length === 0 || fields.length > MOST_FIELDS) {
    return `form must be an object of 1 to ${MOST_FIELDS} fields.`;
  }
  const form = new URLSearchParams();
  for (const [name, value] of fields) {
    if (typeof value !== 'string') return 'The fields of form must be strings.';
    form.set(name, value);
  }
  return { url: address, form: form.toString() };
}

function isPreAuthAddress({ protocol, hostname, port, pathname, username, search }: URL): boolean {
  if (username !== '' || search !== '') return false;
  const host = bareHost(hostname);
  if (host === 'localhost' || isLoopbackAddress(host)) {
    return (protocol === 'http:' || protocol === 'https:') && pathname.endsWith(PRE_AUTH_PATH);
  }
  return (
    protocol === 'https:' &&
    port === '' &&
    pathname === PRE_AUTH_PATH &&
    /^iot-auth\.[a-z0-9-]{1,63}\.aliyuncs\.com$/.test(host)
  );
}

/** Does not follow redirects. */
function passOn({
  url,
  form,
}: Relayed): Promise<{ readonly status: number; readonly body: string }> {
  const isOwn = !url.hostname.endsWith('.aliyuncs.com');
  const options: RequestOptions & { rejectUnauthorized?: boolean } = {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded;charset=utf-8',
      'content-length': Buffer.byteLength(form),
      accept: 'application/json',
    },
    signal: AbortSignal.timeout(TIMEOUT),
    // Node need not trust a companion's certificate, because the request does not leave this machine.
    ...(isOwn && { rejectUnauthorized: false, lookup: loopbackLookup }),
  };
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const outgoing = send(url, options, (answer) => {
      readBody(answer, LARGEST_ANSWER).then((body) => {
        if (body.kind === 'whole') {
          resolve({ status: answer.statusCode ?? 0, body: body.bytes.toString('utf8') });
          return;
        }
        answer.destroy();
        const tooLong = `its answer has more than ${LARGEST_ANSWER} bytes`;
        reject(new Error(body.kind === 'cut' ? 'its answer ended early' : tooLong));
      }, reject);
    });
    outgoing.on('error', (error) => {
      reject(error.name === 'AbortError' ? new Error(SILENT) : error);
    });
    outgoing.end(form);
  });
}

const SILENT = `there was no answer within ${TIMEOUT / 1000} s`;
