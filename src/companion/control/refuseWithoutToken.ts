/** Checks the token in an HTTP request. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { saidOf } from '../../broker/core/commands/refusals.ts';
import { sendJson } from '../http/httpExchange.ts';
import type { TokenGate } from './tokenGate.ts';

/** Returns true if it has responded, because the request has no valid `Authorization: Bearer` with the token. */
export function refuseWithoutToken(
  request: IncomingMessage,
  response: ServerResponse,
  gate: TokenGate,
): boolean {
  const token = /^bearer +(\S+) *$/i.exec(request.headers.authorization ?? '')?.[1];
  const refusal = gate.judge(token, request.socket);
  if (refusal === undefined) return false;
  if (refusal.why === 'token') response.setHeader('www-authenticate', 'Bearer');
  sendJson(response, refusal.why === 'token' ? 401 : 429, { error: saidOf(refusal.fact).reason });
  return true;
}
