/** Forwards a program's HTTP requests to the platform and rejects invalid ones. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ControlCommand, ControlReply } from '../../broker/control/control.ts';
import type { CallFacts } from '../../broker/platform/devices/commands.ts';
import type { WallClock } from './platformJson.ts';

/** The platform with the commands of a controller. */
export interface PlatformHost {
  command(command: ControlCommand): ControlReply;
  /** Called once: when the call is answered, times out, or the device is not connected. */
  whenDone(call: number, tell: (facts: CallFacts) => void): void;
  readonly wallClock: WallClock;
}

/** An error response instead of a result. */
export class Refusal extends Error {
  readonly status: number;
  readonly more: object;

  constructor(status: number, message: string, more: object = {}) {
    super(message);
    this.status = status;
    this.more = more;
  }
}

export const NOT_FOUND = new Refusal(404, 'There is nothing at this address; see docs/alibaba.md.');

/** Returns the reply of the expected kind. `unheard`: error if the device has not subscribed. */
export function obeyed<K extends ControlReply['kind']>(
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

export function only(
  request: IncomingMessage,
  response: ServerResponse,
  method: 'GET' | 'POST',
): void {
  const { method: asked } = request;
  if (asked === method || (method === 'GET' && asked === 'HEAD')) return;
  response.setHeader('allow', method === 'GET' ? 'GET, HEAD' : method);
  throw new Refusal(405, `This address only supports ${method}.`);
}
