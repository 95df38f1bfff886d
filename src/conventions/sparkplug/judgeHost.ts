/** Rules for the STATE of host applications. */

import { decodeUtf8 } from '../../base/utf8.ts';
import type { MessageArrival } from '../../engine/conventions/convention.ts';
import { parseJson } from '../../payload/json/parseJson.ts';
import { readState } from './hosts.ts';
import type { Report } from './report.ts';
import type { HostTopic } from './topics.ts';

const BIRTH = 'tck-id-host-topic-phid-birth';
const DEATH = 'tck-id-host-topic-phid-death';

export function judgeState({ isOld }: HostTopic, message: MessageArrival, report: Report): void {
  const state = readState(message.payload);
  const which = state?.online === false || message.will !== undefined ? DEATH : BIRTH;
  if (isOld) {
    // Version 2.2 is in wide use, and its STATE is a word.
    const statement = `${which}-topic`;
    if (state?.isOld === true) report({ key: 'sparkplug-state-old', args: {} }, { statement });
    else report({ key: 'sparkplug-state', args: { why: 'old' } }, { statement });
    return;
  }
  const why = faultOf(message.payload);
  if (why !== undefined) {
    report({ key: 'sparkplug-state', args: { why } }, { statement: `${which}-payload` });
  }
  if (message.will === undefined) judgeStateDelivery(which, message, report);
  else judgeStateWill(message, report);
}

function faultOf(payload: Uint8Array): 'json' | 'online' | 'timestamp' | undefined {
  const text = decodeUtf8(payload);
  const said = text === undefined ? undefined : parseJson(text);
  if (typeof said !== 'object' || said === null) return 'json';
  const state = readState(payload);
  if (state === undefined) return 'online';
  return state.timestamp === undefined ? 'timestamp' : undefined;
}

/** A server may forward with another QoS, and sets the retain flag only on retained messages. */
function judgeStateDelivery(which: string, message: MessageArrival, report: Report): void {
  const { qos, retain, direction } = message;
  const isSent = direction === 'out';
  if (qos > 1 || (isSent && qos !== 1)) {
    const args = { type: 'STATE', flag: 'qos', wanted: 1, found: qos } as const;
    report({ key: 'sparkplug-delivery', args }, { statement: `${which}-qos` });
  }
  if (isSent && !retain) {
    const args = { type: 'STATE', flag: 'retain', wanted: 1, found: 0 } as const;
    report({ key: 'sparkplug-delivery', args }, { statement: `${which}-retain` });
  }
}

function judgeStateWill({ qos, retain, will }: MessageArrival, report: Report): void {
  const type = 'STATE';
  if (qos !== 1) {
    const statement = 'tck-id-payloads-state-will-message-qos';
    report({ key: 'sparkplug-will', args: { type, why: 'qos' } }, { statement });
  }
  if (!retain) {
    const statement = 'tck-id-payloads-state-will-message-retain';
    report({ key: 'sparkplug-will', args: { type, why: 'retain' } }, { statement });
  }
  if (will?.keepsSession === true) {
    const statement = 'tck-id-message-flow-phid-sparkplug-clean-session-311';
    report({ key: 'sparkplug-will', args: { type, why: 'session' } }, { statement });
  }
}
