/** The token of the control interface: made or given at the start, and who gets it from us. */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { bareHost, isLoopbackAddress, isLoopbackHost, parseUrl } from './addresses.ts';
import { UsageError } from './errors.ts';
import type { OwnAddress } from './hostRules.ts';

const BYTES = 32;

/** Nobody can guess it, and it ends with the process. */
export function tokenOfThisStart(): string {
  return randomBytes(BYTES).toString('base64url');
}

/** A token as a person gave it, unchanged; `source` says where. Throws `UsageError`, which never repeats it. */
export function checkToken(token: string, source: string): string {
  if (!/^[\x21-\x7e]{1,256}$/.test(token)) {
    throw new UsageError(
      `${source} must be 1 to 256 visible ASCII characters, without blanks; mqttscope makes one itself where none is given.`,
    );
  }
  return token;
}

/**
 * Why whoever asks does not get the token; undefined: it is a page that this companion has served to
 * this machine, as far as a browser lets pages tell of themselves.
 */
export function tokenRefusal(request: IncomingMessage, own: OwnAddress): string | undefined {
  const { headers, socket } = request;
  const asked = parseUrl(`${own.scheme}://${headers.host ?? ''}`);
  if (asked === undefined || !isLoopbackHost(bareHost(asked.hostname))) {
    return `Only pages opened under a loopback address get the token. ${ELSE}`;
  }
  if (!isLoopbackAddress(socket.remoteAddress ?? '')) {
    return `Only pages on the companion’s own machine get the token. ${ELSE}`;
  }
  if (PROXIES.some((name) => headers[name] !== undefined)) {
    return `Whoever asks through a proxy may be on any machine and does not get the token. ${ELSE}`;
  }
  if (headers.origin === undefined) {
    return `Only pages get the token here, and no page (no Origin header) is asking. ${ELSE}`;
  }
  if (parseUrl(headers.origin)?.origin !== headers.origin || headers.origin !== asked.origin) {
    return `Only the companion’s own pages get the token, not those of another origin. ${ELSE}`;
  }
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') {
    return `Only the companion’s own pages get the token (Sec-Fetch-Site is not same-origin). ${ELSE}`;
  }
  return undefined;
}

const ELSE =
  'Whoever started the companion has it: it stands on standard output, or was given with --token.';

/** What proxies and tunnels add; they make anybody look like this machine. */
const PROXIES = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip'];

export function sendToken(response: ServerResponse, token: string): void {
  const body = JSON.stringify({ token });
  response.writeHead(200, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
  });
  response.end(body);
}
