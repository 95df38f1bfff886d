/** The HTTP server: access checks, the companion's own routes, and the app. */
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { CONTROL_PATH } from '../../broker/control/control.ts';
import {
  type BrokerPreset,
  COMPANION_INFO_PATH,
  type CompanionInfo,
  PRESETS_PATH,
} from '../../broker/core/companionInfo.ts';
import { BRIDGE_PATH } from '../../connection/bridge/bridgeProtocol.ts';
import type { BridgeListener } from '../bridge/bridgeListener.ts';
import { type ControlListener, NO_QUERY } from '../control/controlListener.ts';
import { refuseWithoutToken } from '../control/refuseWithoutToken.ts';
import type { TokenGate } from '../control/tokenGate.ts';
import { inTurn } from '../http/answerTurns.ts';
import { answerForeignWorker, requestsForeignWorker } from '../http/foreignWorker.ts';
import { BASE_HEADERS, FRAMED_HEADERS, OPENER_POLICY } from '../http/headers.ts';
import {
  isTrustworthy,
  judgeOrigin,
  type OwnAddress,
  pageAtPrintedName,
} from '../http/hostRules.ts';
import { sendJson, sendPlain } from '../http/httpExchange.ts';
import { METRICS_TYPE } from '../http/metrics.ts';
import { outsideIngress, type RequestRefusal, refusalOf } from '../http/refusedRequests.ts';
import { WebFiles } from '../http/webFiles.ts';
import type { Report } from '../log/hostEvents.ts';
import { peerAddress } from '../mqtt/tcpListener.ts';
import {
  refuseUpgrade,
  WEBSOCKET_PATH,
  type WebSocketListener,
} from '../mqtt/webSocketListener.ts';
import { type EdgeLimits, httpTimes } from '../net/edgeLimits.ts';
import { isForwarded, isFromHere, noteForwarding } from '../net/remoteEnd.ts';
import { type TlsIdentity, tlsServerOptions } from '../net/tlsIdentity.ts';
import { answerDevice, answerSteering, type PlatformHttp } from '../platform/platformHttp.ts';

/** The app during development: a development server instead of the folder. */
export interface LiveApp {
  /** Handles all other requests; headers are already set. */
  handle(request: IncomingMessage, response: ServerResponse): void;
  /** Whether the upgrade is for the development server. */
  claimsUpgrade(request: IncomingMessage): boolean;
  readonly contentSecurityPolicy: string;
  close(): Promise<void>;
}

export interface WebServerOptions {
  /** Called if another program answered at this origin before. */
  readonly foreignWorker: () => void;
  /** Known once the server listens. */
  readonly own: (server: Server) => OwnAddress;
  /** Asked once the server listens. */
  readonly info: () => CompanionInfo;
  /** A folder, or a development server. */
  readonly app: string | LiveApp;
  /** Undefined without a broker. */
  readonly webSockets: WebSocketListener | undefined;
  /** Undefined without a broker. */
  readonly control: ControlListener | undefined;
  /** Checks tokens of controllers. */
  readonly gate: TokenGate;
  /** For holders of the token, because they may have passwords. */
  readonly presets?: readonly BrokerPreset[];
  /** Undefined without a bridge. */
  readonly bridge: BridgeListener | undefined;
  /** Undefined without a local platform. */
  readonly platform: PlatformHttp | undefined;
  /** Undefined without a broker. */
  readonly metrics?: (() => string) | undefined;
  /** False while the disk fails to store durable state. */
  readonly isHealthy?: () => boolean;
  /** Logs an internal error. */
  readonly failed: (where: string, error: unknown) => void;
  readonly report: Report;
  /** Called for a connection that sends requests without reading responses: it must be closed. */
  readonly tooManyRequests: (socket: Socket) => void;
}

export function createHttpServer(tls: TlsIdentity | undefined, limits: EdgeLimits): Server {
  const times = httpTimes(limits);
  return tls === undefined
    ? createServer(times)
    : createTlsServer({
        ...tlsServerOptions(tls),
        ...times,
        handshakeTimeout: limits.openingTimeout,
      });
}

/** Options of one server. */
type Answering = Omit<WebServerOptions, 'own'> & { readonly own: () => OwnAddress };

/** Attaches all handlers to servers that do not listen yet. */
export function answerWith(servers: readonly Server[], options: WebServerOptions): void {
  const files = typeof options.app === 'string' ? new WebFiles(options.app) : undefined;
  for (const server of servers) {
    answerAt(server, { ...options, own: () => options.own(server) }, files);
  }
}

function answerAt(server: Server, options: Answering, files: WebFiles | undefined): void {
  const answer: RequestListener = (request, response) => {
    noteForwarding(request.socket, request.headers);
    answerRequest(request, response, options, files).catch((error: unknown) => {
      options.failed('HTTP', error);
      if (response.headersSent) response.destroy();
      else sendPlain(response, 500, 'The companion failed to answer this request.');
    });
  };
  server.on('request', inTurn(answer, options.tooManyRequests));
  server.on('upgrade', (request: IncomingMessage, socket, head: Buffer) => {
    noteForwarding(request.socket, request.headers);
    answerUpgrade(request, socket, head, options);
  });
}

function answerUpgrade(
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  options: Answering,
): void {
  const isClaimed = typeof options.app !== 'string' && options.app.claimsUpgrade(request);
  const listener = isClaimed ? undefined : listenerAt(pathOf(request), options);
  const own = options.own();
  const refusal =
    outsideIngress(request, own) ??
    (mayBeDevice(request, listener, options) ? undefined : refusalOf(request, own));
  if (refusal !== undefined) {
    reportRefusal(request, refusal, options);
    refuseUpgrade(socket, refusal.status, refusal.reason);
  } else if (listener !== undefined) listener.upgrade(request, socket, head);
  else if (!isClaimed) refuseUpgrade(socket, 404, notFound(options));
}

/** The vendor's libraries connect to `/`, and its documentation names no path. */
function listenerAt(path: string, { webSockets, control, bridge, platform }: Answering) {
  if (path === CONTROL_PATH) return control;
  if (path === BRIDGE_PATH) return bridge;
  return path === WEBSOCKET_PATH || platform !== undefined ? webSockets : undefined;
}

/**
 * Devices connect under the cloud's name if it resolves to this machine. A page under that name has an
 * Origin.
 */
function mayBeDevice(
  request: IncomingMessage,
  listener: ReturnType<typeof listenerAt>,
  { webSockets, platform }: Answering,
): boolean {
  const isForDevices = platform !== undefined && listener !== undefined && listener === webSockets;
  return isForDevices && request.headers.origin === undefined;
}

/** For health checks: whether state can be stored. */
const HEALTH_PATH = '/healthz';
const METRICS_PATH = '/metrics';

/** Counts without names, for programs of this machine. */
function answerMetrics(
  { socket }: IncomingMessage,
  response: ServerResponse,
  text: NonNullable<WebServerOptions['metrics']>,
): void {
  if (!isFromHere(socket)) {
    sendPlain(response, 403, 'Metrics are only available to programs on this machine.');
    return;
  }
  const body = text();
  response.writeHead(200, {
    'content-type': METRICS_TYPE,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
  });
  response.end(response.req.method === 'HEAD' ? undefined : body);
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? '').split('?', 1)[0] ?? '';
}

function reportRefusal(
  request: IncomingMessage,
  refusal: RequestRefusal,
  { report }: Answering,
): void {
  const { method = '', socket, url = '' } = request;
  const address = peerAddress(socket);
  report({ kind: 'http-refused', address, method, path: barePath(url), ...refusal });
}

/** Removes user, password, query and fragment from any form of address. */
function barePath(url: string): string {
  return url.replace(/^[a-z][a-z\d+.-]*:\/\/[^/?#]*/i, '').split(/[?#]/, 1)[0] ?? '';
}

const PAGES: ReadonlySet<string> = new Set(['/', '/index.html']);

/** The address to which a request for the page is redirected; undefined: the request is answered. */
function printedPage(request: IncomingMessage, own: OwnAddress): string | undefined {
  if (!PAGES.has(pathOf(request)) || isForwarded(request.socket)) return undefined;
  return pageAtPrintedName(request.headers.host, request.url ?? '', own);
}

function notFound(options: Answering): string {
  return options.webSockets === undefined
    ? 'There is nothing at this address.'
    : `There is nothing at this address. MQTT over WebSocket is at ${WEBSOCKET_PATH}.`;
}

async function answerRequest(
  request: IncomingMessage,
  response: ServerResponse,
  options: Answering,
  files: WebFiles | undefined,
): Promise<void> {
  const own = options.own();
  const isolating = isTrustworthy(request.headers.host, own) ? OPENER_POLICY : {};
  const framed = own.ingress === undefined ? {} : FRAMED_HEADERS;
  for (const [name, value] of Object.entries({ ...BASE_HEADERS, ...isolating, ...framed })) {
    response.setHeader(name, value);
  }
  const outside = outsideIngress(request, own);
  if (outside === undefined && (await answerDevice(request, response, options.platform, own)))
    return;
  const refusal = outside ?? refusalOf(request, own);
  if (refusal !== undefined) {
    reportRefusal(request, refusal, options);
    sendPlain(response, refusal.status, refusal.reason);
    return;
  }
  if (requestsForeignWorker(request)) {
    options.foreignWorker();
    answerForeignWorker(response);
    return;
  }
  const path = pathOf(request);
  if (await answerSteering(request, response, options.platform, options.gate, own)) return;
  response.setHeader('vary', 'origin');
  const { origin } = request.headers;
  if (origin !== undefined && judgeOrigin(origin, request.headers.host, own) === 'listed') {
    response.setHeader('access-control-allow-origin', origin);
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('allow', 'GET, HEAD');
    sendPlain(response, 405, 'This address only supports GET and HEAD.');
    return;
  }
  const elsewhere = printedPage(request, own);
  if (elsewhere !== undefined) {
    // Browsers keep the fragment.
    response.writeHead(307, { location: elsewhere, 'cache-control': 'no-store' }).end();
  } else if (path === COMPANION_INFO_PATH) {
    sendJson(response, 200, options.info());
  } else if (path === PRESETS_PATH) {
    if (!refuseWithoutToken(request, response, options.gate)) {
      sendJson(response, 200, options.presets ?? []);
    }
  } else if (path === HEALTH_PATH) {
    const isHealthy = options.isHealthy?.() !== false;
    sendPlain(response, isHealthy ? 200 : 503, isHealthy ? 'ok' : 'The disk cannot be written.');
  } else if (path === METRICS_PATH && options.metrics !== undefined) {
    answerMetrics(request, response, options.metrics);
  } else if (path === WEBSOCKET_PATH && options.webSockets !== undefined) {
    response.setHeader('upgrade', 'websocket');
    sendPlain(response, 426, 'MQTT over WebSocket lives here: connect to it with an MQTT client.');
  } else if (path === CONTROL_PATH && options.control !== undefined) {
    if (request.url !== path) {
      sendPlain(response, 400, NO_QUERY);
      return;
    }
    response.setHeader('upgrade', 'websocket');
    sendPlain(
      response,
      426,
      'This is the address of the control interface, over WebSocket (see docs/control.md).',
    );
  } else if (typeof options.app !== 'string') {
    response.setHeader('content-security-policy', options.app.contentSecurityPolicy);
    options.app.handle(request, response);
  } else if (files === undefined || !(await files.serve(path, request, response))) {
    sendPlain(response, 404, notFound(options));
  }
}
