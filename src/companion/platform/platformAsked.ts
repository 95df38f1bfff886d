/** How the platform is asked on behalf of a program over HTTP, and how a request is refused. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ControlCommand, ControlReply } from '../../broker/control/control.ts';
import type { CallFacts } from '../../broker/platform/devices/commands.ts';
import type { WallClock } from './platformJson.ts';
import type { RegistryHost } from './platformRegistryApi.ts';

/** The platform, as whoever controls the broker may command it. */
export interface PlatformHost extends RegistryHost {
  command(command: ControlCommand): ControlReply;
  /** Told once: when the call is answered, when its time is over, or when the device is not there. */
  whenDone(call: number, tell: (facts: CallFacts) => void): void;
  readonly wallClock: WallClock;
}

/** What is answered in place of a result. */
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

/** The reply, of the kind that it must have. `unheard`: what is said where the device has not subscribed. */
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
  method: 'GET' | 'POST' | 'DELETE',
): void {
  const { method: asked } = request;
  if (asked === method || (method === 'GET' && asked === 'HEAD')) return;
  response.setHeader('allow', method === 'GET' ? 'GET, HEAD' : method);
  throw new Refusal(405, `Only ${method} is answered here.`);
}
