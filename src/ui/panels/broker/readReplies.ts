/** Narrows a reply to the kind that a pane expects. */
import type { ControlReply } from '../../../broker/control/control.ts';
import type { ViewReply } from '../../../broker/control/views.ts';

type Reply<K extends ViewReply['kind']> = Extract<ViewReply, { readonly kind: K }>;

export function readClients(reply: ControlReply | undefined): Reply<'clients'> | undefined {
  return reply?.kind === 'clients' ? reply : undefined;
}

export function readClient(reply: ControlReply | undefined): Reply<'client'> | undefined {
  return reply?.kind === 'client' ? reply : undefined;
}

export function readSubscriptions(
  reply: ControlReply | undefined,
): Reply<'subscriptions'> | undefined {
  return reply?.kind === 'subscriptions' ? reply : undefined;
}

export function readRetained(reply: ControlReply | undefined): Reply<'retained'> | undefined {
  return reply?.kind === 'retained' ? reply : undefined;
}

export function readStatistics(reply: ControlReply | undefined): Reply<'statistics'> | undefined {
  return reply?.kind === 'statistics' ? reply : undefined;
}
