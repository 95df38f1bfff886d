/** Detects credentials of another service, Alibaba's message queue for MQTT. */
import { base64 } from '@scure/base';
import { encodeUtf8 } from '../base/utf8.ts';
import type { Credentials } from './credentials.ts';
import { parseClientId } from './identity.ts';
import { type Explanation, type FoundMistake, found } from './mistakes.ts';
import { hmacOnce } from './signHashes.ts';

/** Detects a user name of the queue. */
export function messageQueueUser(userName: string): FoundMistake | undefined {
  const kind = /^(Signature|Token|DeviceCredential)\|[^|]+\|[^|]+$/.exec(userName)?.[1];
  return kind === undefined ? undefined : found('message-queue', { found: kind });
}

/**
 * Detects the queue's password with a user name of the IoT platform: only the client id is signed, in Base64.
 */
export function signedForMessageQueue(
  { clientId, userName, password }: Credentials,
  deviceSecret: string,
): Explanation | undefined {
  if (messageQueueUser(userName) !== undefined) return undefined;
  const key = encodeUtf8(deviceSecret);
  const { base } = parseClientId(clientId);
  const signed = [clientId, base].find(
    (text) => base64.encode(hmacOnce('hmacsha1', key, encodeUtf8(text))) === password.trim(),
  );
  if (signed === undefined) return undefined;
  return { mistakes: [found('client-id-alone-signed', { found: signed })], signed };
}
