/** Reason codes that the broker sends (2.4), and their equivalents in older versions. */

import { isReasonCodeValid, type ReasonPlace } from '../../../mqtt/tables/reasonCodes.ts';
import type { Limits } from '../memory/limits.ts';
import type { Refusal } from './verdicts.ts';

export const REASON = {
  disconnectWithWill: 0x04,
  noMatchingSubscribers: 0x10,
  noSubscriptionExisted: 0x11,
  unspecified: 0x80,
  malformedPacket: 0x81,
  protocolError: 0x82,
  unsupportedVersion: 0x84,
  clientIdentifierNotValid: 0x85,
  badUserNameOrPassword: 0x86,
  notAuthorized: 0x87,
  serverUnavailable: 0x88,
  serverBusy: 0x89,
  serverShuttingDown: 0x8b,
  badAuthenticationMethod: 0x8c,
  keepAliveTimeout: 0x8d,
  sessionTakenOver: 0x8e,
  topicFilterInvalid: 0x8f,
  packetIdentifierInUse: 0x91,
  packetIdentifierNotFound: 0x92,
  receiveMaximumExceeded: 0x93,
  topicAliasInvalid: 0x94,
  packetTooLarge: 0x95,
  messageRateTooHigh: 0x96,
  quotaExceeded: 0x97,
  administrativeAction: 0x98,
  retainNotSupported: 0x9a,
  qosNotSupported: 0x9b,
  serverMoved: 0x9d,
  sharedSubscriptionsNotSupported: 0x9e,
  maximumConnectTime: 0xa0,
  subscriptionIdentifiersNotSupported: 0xa1,
  wildcardSubscriptionsNotSupported: 0xa2,
} as const;

/** Table in 3.2.2.3 of 3.1.1. */
const RETURN_CODES: ReadonlyMap<number, number> = new Map([
  [REASON.unsupportedVersion, 1],
  [REASON.clientIdentifierNotValid, 2],
  [REASON.badUserNameOrPassword, 4],
  [REASON.notAuthorized, 5],
  [REASON.badAuthenticationMethod, 5],
]);

const SERVER_UNAVAILABLE = 3;

/** The closest CONNACK return code before MQTT 5. */
export function returnCodeFor(refusal: Refusal): number {
  return refusal.returnCode ?? RETURN_CODES.get(refusal.reasonCode) ?? SERVER_UNAVAILABLE;
}

/** The reason code if it is allowed in that packet (2.4), otherwise the unspecified error. */
export function fitting(place: ReasonPlace, reasonCode: number): number {
  return isReasonCodeValid(place, reasonCode, 5) ? reasonCode : REASON.unspecified;
}

export const refuse = (reasonCode: number, reasonString?: string): Refusal =>
  reasonString === undefined ? { reasonCode } : { reasonCode, reasonString };

/** Refusal because of a limit, which the log names. */
export const overLimit = (
  limit: keyof Limits,
  reasonCode: number,
  reasonString?: string,
): Refusal => ({ ...refuse(reasonCode, reasonString), limit });
