/** What the platform may not like of a filter that a device is about to subscribe to. */
import type { DeviceName } from '../../../alibaba/alink/deviceName.ts';
import { checkSubscribe } from '../../../alibaba/validate.ts';
import type { QoS } from '../../../mqtt/packet.ts';
import { soonTexts } from '../../kit/language/soonText.ts';

export function filterNotes(
  asked: { readonly filter: string; readonly qos: QoS },
  device: DeviceName,
): readonly string[] {
  return checkSubscribe([asked], device).map(soonTexts().typed.platformNote);
}
