/** HTTP responses for devices of Alibaba Cloud IoT and for the cloud's API. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import { refuseWithoutToken } from '../control/refuseWithoutToken.ts';
import type { TokenGate } from '../control/tokenGate.ts';
import { judgeOrigin, type OwnAddress } from '../http/hostRules.ts';
import { sendJson, sendPlain } from '../http/httpExchange.ts';
import { answerApi, PLATFORM_API_PATH, type PlatformHost } from './platformApi.ts';
import { answerForm, isDevicePath, type PreAuthenticator } from './preAuthEndpoint.ts';
import { answerRelay, PRE_AUTH_RELAY_PATH } from './preAuthRelay.ts';

export interface PlatformHttp extends PlatformHost, PreAuthenticator {}

/** Handles a device's own request under any host name. Returns true if it has responded. */
export async function answerDevice(
  request: IncomingMessage,
  response: ServerResponse,
  platform: PlatformHttp | undefined,
  own: OwnAddress,
): Promise<boolean> {
  const path = request.url?.split('?', 1)[0];
  if (platform === undefined || !isDevicePath(path)) return false;
  const { origin, host } = request.headers;
  // A page under a foreign name that resolves here has its own Origin.
  if (origin !== undefined && judgeOrigin(origin, host, own) === 'foreign') {
    sendPlain(response, 403, 'Pages of other origins may not use this companion.');
  } else {
    await answerForm(request, response, platform);
  }
  return true;
}

/** For holders of the token; Host and Origin are checked before. Returns true if it has responded. */
export async function answerSteering(
  request: IncomingMessage,
  response: ServerResponse,
  platform: PlatformHttp | undefined,
  gate: TokenGate,
  own: OwnAddress,
): Promise<boolean> {
  const path = request.url?.split('?', 1)[0] ?? '';
  const isRelay = path === PRE_AUTH_RELAY_PATH;
  const isApi = platform !== undefined && path.startsWith(PLATFORM_API_PATH);
  if (!(isRelay || isApi)) return false;
  if (isRelay && judgeOrigin(request.headers.origin, request.headers.host, own) !== 'own') {
    sendJson(response, 403, { error: 'Only the companion’s own pages may use this address.' });
    return true;
  }
  if (refuseWithoutToken(request, response, gate)) return true;
  if (isRelay) await answerRelay(request, response);
  else if (platform !== undefined) await answerApi(request, response, platform);
  return true;
}
