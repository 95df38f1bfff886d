/**
 * Admits pages to the control interface: exchanges a code for a ticket, or prints an address with a new code.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { performance } from 'node:perf_hooks';
import {
  CONTROL_ADDRESS_PATH,
  CONTROL_CODE_PATH,
  type ControlAddressAnswer,
  type ControlTicket,
  type ControlTicketRefusal,
} from '../../broker/control/control.ts';
import { parseJson } from '../../payload/json/parseJson.ts';
import { readBody, sendJson, sendPlain } from '../http/httpExchange.ts';
import type { Report } from '../log/hostEvents.ts';
import { peerAddress } from '../mqtt/tcpListener.ts';
import { remoteEnd } from '../net/remoteEnd.ts';
import type { ControlPasses } from './controlPasses.ts';
import { CODE_LASTS } from './controlPasses.ts';
import { isOwnPeer } from './peerOwner.ts';

/** Bytes of a code's request. */
const LARGEST_BODY = 1024;

export interface Invitations {
  readonly passes: ControlPasses;
  /** Prints an address with a new code. */
  readonly invite: () => void;
  readonly report: Report;
}

/** Returns true if it has responded. Host and Origin are checked before. */
export async function answerInvited(
  request: IncomingMessage,
  response: ServerResponse,
  invitations: Invitations | undefined,
): Promise<boolean> {
  const path = request.url ?? '';
  if (invitations === undefined) return false;
  if (path !== CONTROL_CODE_PATH && path !== CONTROL_ADDRESS_PATH) return false;
  if (request.method !== 'POST') {
    response.setHeader('allow', 'POST');
    sendPlain(response, 405, 'This address only supports POST.');
  } else if (path === CONTROL_CODE_PATH) {
    await redeem(request, response, invitations);
  } else {
    printAgain(response, invitations);
  }
  return true;
}

async function redeem(
  request: IncomingMessage,
  response: ServerResponse,
  { passes, report }: Invitations,
): Promise<void> {
  const body = await readBody(request, LARGEST_BODY);
  if (body.kind === 'cut') return;
  const code = body.kind === 'whole' ? codeIn(body.bytes.toString()) : undefined;
  if (code === undefined) {
    response.setHeader('connection', 'close');
    sendJson(response, 400, { error: 'A code is sent as {"code": "…"}.' });
    return;
  }
  const isOwner = (): boolean =>
    !remoteEnd(request.socket).isForwarded && isOwnPeer(request.socket);
  const ticket = passes.redeem(code, isOwner, performance.now());
  if (ticket === undefined) {
    const error = 'This code is from another start, has been used already, or is too old.';
    report({ kind: 'control-refused', address: peerAddress(request.socket), reason: error });
    // Not an HTTP error, because browsers would log it in the page's console.
    sendJson(response, 200, { refused: error } satisfies ControlTicketRefusal);
    return;
  }
  report({ kind: 'control-invited', address: peerAddress(request.socket) });
  sendJson(response, 200, { ticket } satisfies ControlTicket);
}

/** The response reveals nothing; the companion prints the address for the user who reads its output. */
function printAgain(response: ServerResponse, { passes, invite }: Invitations): void {
  const isThere = passes.hasPrinted(performance.now());
  if (!isThere) invite();
  sendJson(response, 200, { minutes: CODE_LASTS, isThere } satisfies ControlAddressAnswer);
}

function codeIn(text: string): string | undefined {
  const value = parseJson(text);
  if (typeof value !== 'object' || value === null || !('code' in value)) return undefined;
  return typeof value.code === 'string' ? value.code : undefined;
}
