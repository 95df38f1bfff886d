/** The cloud's messages about a device's state, as its rules forward them to an application. */
import type { DeviceName } from '../../../alibaba/alink/deviceName.ts';

export type LifeCycleAction = 'create' | 'delete' | 'enable' | 'disable';

interface Message {
  readonly topic: string;
  /** JSON text. */
  readonly body: string;
}

/** China standard time, in which the cloud writes `time`. */
const CHINA = 8 * 3_600_000;

/** `2026-11-27 08:15:00.123`. */
function dayAndTime(time: number): string {
  return new Date(time).toISOString().replace('T', ' ').replace('Z', '');
}

/** `/as/mqtt/status/…`, sent when a device comes online or goes offline. */
export function statusMessage(
  { productKey, deviceName }: DeviceName,
  state: {
    readonly isOnline: boolean;
    /** With its port. */
    readonly address: string;
    /** ms since 1970. */
    readonly time: number;
    readonly iotId: string;
  },
): Message {
  const { isOnline, address, time, iotId } = state;
  const clientIp = address.replace(/:\d+$/, '').replace(/^\[|\]$/g, '');
  const local = dayAndTime(time + CHINA);
  const utc = new Date(time).toISOString();
  const body = JSON.stringify({
    status: isOnline ? 'online' : 'offline',
    iotId,
    productKey,
    deviceName,
    time: local,
    utcTime: utc,
    lastTime: local,
    utcLastTime: utc,
    clientIp,
  });
  return { topic: `/as/mqtt/status/${productKey}/${deviceName}`, body };
}

/** `/sys/…/thing/lifecycle`, sent when a device is created, deleted, enabled or disabled. */
export function lifeCycleMessage(
  { productKey, deviceName }: DeviceName,
  state: {
    readonly action: LifeCycleAction;
    /** ms since 1970. */
    readonly time: number;
    readonly iotId: string;
  },
): Message {
  const { action, time: messageCreateTime, iotId } = state;
  const body = JSON.stringify({ action, iotId, productKey, deviceName, messageCreateTime });
  return { topic: `/sys/${productKey}/${deviceName}/thing/lifecycle`, body };
}
