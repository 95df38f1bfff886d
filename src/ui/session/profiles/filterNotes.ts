/** Warnings about filters that the platform may reject. */
import type { DeviceName } from '../../../alibaba/alink/deviceName.ts';
import { checkSubscribe } from '../../../alibaba/validate.ts';
import type { QoS } from '../../../mqtt/tables/packet.ts';
import { firstTexts } from '../../kit/language/firstText.ts';

export interface FilterAndQoS {
  readonly filter: string;
  readonly qos: QoS;
}

/** Each warning once for all filters. @param device undefined: not known yet */
export function filterNotes(
  filters: readonly FilterAndQoS[],
  device: DeviceName | undefined,
): readonly string[] {
  return [...new Set(checkSubscribe(filters, device).map(firstTexts().typed.platformNote))];
}
