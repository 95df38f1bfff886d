/** Converts a reason code of MQTT 5 to a return code of MQTT-SN (5.3.10). */
import { isFailure } from '../../mqtt/tables/reasonCodes.ts';
import { RETURN_CODE } from '../snMessage.ts';

const CONGESTED: ReadonlySet<number> = new Set([0x88, 0x89, 0x93, 0x96, 0x97, 0x9f]);
const INVALID_TOPIC: ReadonlySet<number> = new Set([0x8f, 0x90]);

export function returnCodeOf(reasonCode: number): number {
  if (!isFailure(reasonCode)) return RETURN_CODE.accepted;
  if (CONGESTED.has(reasonCode)) return RETURN_CODE.congestion;
  return INVALID_TOPIC.has(reasonCode) ? RETURN_CODE.invalidTopicId : RETURN_CODE.notSupported;
}
