/** Names of steps in the diagram and in the lists. */

import { visibleText } from '../../../base/visibleText.ts';
import type { TracedFault, TracedStep } from '../../../broker/journal/tracedMessage.ts';
import type { Texts } from '../../../i18n/en/texts.ts';
import type { QoS } from '../../../mqtt/tables/packet.ts';
import { hexByte } from '../../../mqtt/tables/reasonCodes.ts';

/** `id 7`, `QoS 2`, `DUP`, `0x10` */
export function stepDetails(
  { packet, packetId, dup, reasonCode = 0 }: TracedStep,
  qos: QoS,
): readonly string[] {
  return [
    packetId !== undefined && `id ${packetId}`,
    packet === 'publish' && `QoS ${qos}`,
    dup && 'DUP',
    reasonCode !== 0 && hexByte(reasonCode),
  ].filter((part) => part !== false);
}

/** True if a fault rule made it: neither its client nor the broker sent it. */
export function isMade({ fault }: TracedStep): boolean {
  return fault?.action === 'made';
}

/** True if it was lost and not answered by the rule either. */
export function isLost({ isLost: isAway, action }: TracedFault): boolean {
  return isAway && action !== 'answer';
}

/** Text about the action of a fault rule on a packet. */
export function faultWords({ bothEnds, taps }: Texts, fault: TracedFault): string {
  const { action, rule } = fault;
  return bothEnds.fault(taps.done({ action, rule: visibleText(rule) }), isLost(fault));
}
