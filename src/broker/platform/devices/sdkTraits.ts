/** Tells the vendor's SDKs by the parameters of the client identifier: the platform treats them differently. */
import { parameterValues, parseClientId } from '../../../alibaba/identity.ts';

export interface SdkTraits {
  /** System topics are subscribed without a SUBSCRIBE packet (C SDK 3.1, 3.2 and 4). */
  readonly hasSystemTopics: boolean;
  /** Synchronous services may be sent as a request on `/ext/rrpc/…` (`ext=1`, `ext=3`). */
  readonly hasExtendedRrpc: boolean;
}

export const NO_TRAITS: SdkTraits = { hasSystemTopics: false, hasExtendedRrpc: false };

export function sdkTraitsOf(clientId: string): SdkTraits {
  const parts = parseClientId(clientId);
  const first = (name: string): string => parameterValues(parts, name)[0] ?? '';
  return {
    hasSystemTopics: first('_ss') === '1' || /^sdk-c-(?:3\.[12]|4)\b/.test(first('_v')),
    hasExtendedRrpc: /^[13]$/.test(first('ext')),
  };
}

/** True for topics of the platform, false for topics that a product defines. */
export function isSystemTopic(topic: string): boolean {
  return /^\/(?:sys|ext|shadow|ota)\//.test(topic);
}
