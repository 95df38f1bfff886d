/** Commands to one device, from the console or an application. */
import { base64 } from '@scure/base';
import type { Device } from '../../alibaba/devices.ts';
import { topicNameError } from '../../mqtt/tables/topics.ts';
import { type Refused, refused } from '../core/commands/refusals.ts';
import type { DeviceCommand, PlatformReply } from './devices/commands.ts';
import { MOST_PAYLOAD_BYTES } from './devices/settings.ts';
import type { Platform } from './platform.ts';
import type { Called } from './services/contract.ts';

type Reply = PlatformReply | { readonly kind: 'done' } | Refused;
type Of<K extends DeviceCommand['kind']> = Extract<DeviceCommand, { readonly kind: K }>;

const DONE = { kind: 'done' } as const;
/** At QoS 0 nothing waits for a device that is offline. */
const LOST = refused({ key: 'device-offline', args: {} }, { why: 'not-subscribed' });
const NOT_SUBSCRIBED = refused({ key: 'not-subscribed', args: {} }, { why: 'not-subscribed' });

/** @param device the device that the command names */
export function commandDevice(platform: Platform, device: Device, command: DeviceCommand): Reply {
  const { services } = platform;
  switch (command.kind) {
    case 'platform-secret':
      return { kind: 'platform-secret', deviceSecret: device.deviceSecret };
    case 'set-property':
      return called(services.setProperty(platform, device, command.params));
    case 'invoke-service':
      return called(services.invoke(platform, device, command.service, command.input));
    case 'rrpc':
      return rrpc(platform, device, command);
    case 'cloud-publish':
      return cloudPublish(platform, device, command);
    case 'enable-device':
      platform.enable(device, command.isEnabled);
      return DONE;
  }
}

function called(outcome: Called): Reply {
  return 'call' in outcome
    ? { kind: 'platform-called', call: outcome.call }
    : refused(outcome.refused);
}

function rrpc(platform: Platform, device: Device, { topic, payload, timeout }: Of<'rrpc'>): Reply {
  const bytes = payloadOf(payload);
  if (!(bytes instanceof Uint8Array)) return bytes;
  if (topic === undefined) {
    return called(platform.services.rrpc(platform, device, { payload: bytes, timeout }));
  }
  const why = topicNameError(topic);
  if (why !== undefined) return refused({ key: 'not-a-topic', args: { why } }, { path: 'topic' });
  const own = `/${device.productKey}/${device.deviceName}/`;
  if (!topic.startsWith(own)) return refused({ key: 'may-not-receive', args: {} });
  return called(platform.services.rrpc(platform, device, { topic, payload: bytes, timeout }));
}

function cloudPublish(
  platform: Platform,
  device: Device,
  { topic, payload, qos }: Of<'cloud-publish'>,
): Reply {
  const why = topicNameError(topic);
  if (why !== undefined) return refused({ key: 'not-a-topic', args: { why } }, { path: 'topic' });
  const bytes = payloadOf(payload);
  if (!(bytes instanceof Uint8Array)) return bytes;
  if (platform.stateOf(device)?.permissions.mayReceive(topic) !== true) {
    return refused({ key: 'may-not-receive', args: {} });
  }
  if (topic.startsWith(`/broadcast/${device.productKey}/`)) {
    platform.broadcast(topic, bytes, qos);
    return DONE;
  }
  if (platform.sendOwn(device, topic, bytes, qos)) return DONE;
  return platform.isOnline(device) || qos === 1 ? NOT_SUBSCRIBED : LOST;
}

/** Decodes Base64, or returns the refusal. */
function payloadOf(text: string): Uint8Array | Reply {
  let bytes: Uint8Array;
  try {
    bytes = base64.decode(text);
  } catch {
    const why = { key: 'not-base64', args: {} } as const;
    return refused({ key: 'member', args: { why } }, { path: 'payload' });
  }
  if (bytes.length <= MOST_PAYLOAD_BYTES) return bytes;
  return refused({ key: 'large-payload', args: { most: MOST_PAYLOAD_BYTES } });
}
