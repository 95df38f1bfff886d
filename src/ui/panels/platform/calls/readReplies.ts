/** Narrows a reply to the kind that a pane expects. */
import type { ControlReply } from '../../../../broker/control/control.ts';
import type { PlatformReply } from '../../../../broker/platform/devices/commands.ts';

type Reply<K extends PlatformReply['kind']> = Extract<PlatformReply, { readonly kind: K }>;

export function readPlatform(reply: ControlReply | undefined): Reply<'platform'> | undefined {
  return reply?.kind === 'platform' ? reply : undefined;
}

export function readDevices(
  reply: ControlReply | undefined,
): Reply<'platform-devices'> | undefined {
  return reply?.kind === 'platform-devices' ? reply : undefined;
}

export function readDevice(reply: ControlReply | undefined): Reply<'platform-device'> | undefined {
  return reply?.kind === 'platform-device' ? reply : undefined;
}

export function readLog(reply: ControlReply | undefined): Reply<'platform-log'> | undefined {
  return reply?.kind === 'platform-log' ? reply : undefined;
}

export function readMessage(
  reply: ControlReply | undefined,
): Reply<'platform-message'> | undefined {
  return reply?.kind === 'platform-message' ? reply : undefined;
}
