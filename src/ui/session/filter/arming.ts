/** Armed filters as the app knows them: their start, and the wanted notifications. */

import type { ArmedAction } from '../../../engine/filtering/armedStatus.ts';
import { guarded } from '../../kit/failures/uncaught.ts';
import { announce } from '../../kit/language/announcements.ts';
import { texts } from '../../kit/language/useText.ts';
import { connectionById, type OpenConnection, useConnections } from '../connection/connections.ts';
import { perConnection } from '../connection/perConnection.ts';

interface Arming {
  /** µs since the capture's origin; undefined if the worker has not reported the time yet. */
  readonly since: number | undefined;
  readonly action: ArmedAction;
  /** Number of notified hits. */
  readonly told: number;
}

/** undefined: none was armed. */
const armings = perConnection<Arming | undefined>(undefined);

export const useArming = armings.use;

export interface ArmRequest {
  readonly text: string;
  /** Packets kept before and after each that matches. */
  readonly around: number;
  readonly action: ArmedAction;
}

/** Replaces a previously armed filter. */
export function arm(connectionId: string, request: ArmRequest): void {
  const connection = connectionById(connectionId);
  const since = connection?.loop.now();
  armings.set(connectionId, { since, action: request.action, told: 0 });
  notifies ??= useConnections.subscribe(guarded('armed filters', reportFirstHits));
  connection?.handle.send({ kind: 'arm', ...request });
  announce(texts().filtering.arm.armedNow);
}

export function disarm(connectionId: string): void {
  connectionById(connectionId)?.handle.send({ kind: 'disarm' });
  announce(texts().filtering.arm.disarmed);
}

export function resumeRecording(connectionId: string): void {
  const connection = connectionById(connectionId);
  connection?.handle.send({ kind: 'resume-recording' });
  connection?.loop.refresh();
  announce(texts().filtering.arm.resumed);
}

export type Notifying = 'unsupported' | 'ask' | 'allowed' | 'denied';

export function notifying(): Notifying {
  if (typeof Notification === 'undefined' || !isSecureContext) return 'unsupported';
  if (Notification.permission === 'default') return 'ask';
  return Notification.permission === 'granted' ? 'allowed' : 'denied';
}

/** Only at the user's request. */
export async function askToNotify(): Promise<Notifying> {
  if (notifying() === 'ask') await Notification.requestPermission();
  return notifying();
}

function notify(packet: number): void {
  try {
    new Notification(texts().filtering.arm.notification(packet), { tag: 'mqttscope-armed' });
  } catch {
    // Some browsers show notifications only for service workers; the strip shows the packet anyway.
  }
}

/** Stops the notifications of hits. Set once the first filter is armed. */
let notifies: (() => void) | undefined;

/** Shows notifications of first hits if the user allowed them. */
function reportFirstHits({ list }: { readonly list: readonly OpenConnection[] }): void {
  for (const { id, armed } of list) {
    const arming = armings.of(id);
    const hits = armed?.filter?.hits ?? 0;
    if (arming?.action !== 'notify' || arming.told > 0 || hits === 0) continue;
    armings.set(id, { ...arming, told: hits });
    if (notifying() === 'allowed') notify(armed?.filter?.last?.packet ?? 0);
  }
}
