/** Decides which requests are refused: by the address that they come from, and by their Host and Origin. */
import type { IncomingMessage } from 'node:http';
import { isFromAddress } from '../net/remoteEnd.ts';
import { isAllowedHost, judgeOrigin, type OwnAddress } from './hostRules.ts';

export interface RequestRefusal {
  readonly status: number;
  readonly reason: string;
}

const forbidden = (reason: string): RequestRefusal => ({ status: 403, reason });

/** With `--ingress`, for every request, also those of devices; undefined: the request may continue. */
export function outsideIngress(
  { socket }: Pick<IncomingMessage, 'socket'>,
  { ingress }: OwnAddress,
): RequestRefusal | undefined {
  return ingress === undefined || isFromAddress(socket, ingress)
    ? undefined
    : forbidden(`This companion only answers to ${ingress} (see --ingress).`);
}

/** For pages and programs; undefined: the request is answered. */
export function refusalOf(request: IncomingMessage, own: OwnAddress): RequestRefusal | undefined {
  const { origin, host } = request.headers;
  // A proxy may have checked another of them than this server.
  if ((request.headersDistinct['host']?.length ?? 0) > 1)
    return { status: 400, reason: 'The request has several Host headers.' };
  if (!isAllowedHost(host, own)) {
    return forbidden(
      'The companion does not answer to this host name. Start it with --allow-origin and the address in the browser, such as --allow-origin http://tools.example:8080.',
    );
  }
  if (judgeOrigin(origin, host, own) === 'foreign' || isFromElsewhere(request)) {
    return forbidden(
      own.ingress === undefined
        ? 'Pages of other origins may not use this companion (see --allow-origin).'
        : 'The Origin of the page is not the Host of the request: each proxy on the way must pass both unchanged.',
    );
  }
  // Without a token, only the Origin distinguishes the app from foreign pages. Browsers send it here.
  if (own.ingress !== undefined && origin === undefined && !isReading(request)) {
    return forbidden('The request has no Origin, which each proxy on the way must pass.');
  }
  return undefined;
}

/** A GET or HEAD that is not the beginning of a WebSocket. */
const isReading = ({ method, headers }: IncomingMessage): boolean =>
  (method === 'GET' || method === 'HEAD') && headers.upgrade === undefined;

/** Browsers declare the requesting page's site for subresources, even if they omit the origin. */
function isFromElsewhere({ method, headers }: IncomingMessage): boolean {
  const site = headers['sec-fetch-site'];
  const mayBeLink = method === 'GET' || method === 'HEAD';
  if (mayBeLink || headers.origin !== undefined || site === undefined) return false;
  return site !== 'same-origin' && site !== 'none';
}
