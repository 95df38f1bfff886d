/** Finds secrets in messages from the platform to devices. */

import { decodeUtf8 } from '../base/utf8.ts';
import type { ByteRange } from '../mqtt/secrets/framingTrust.ts';
import { oneCharacterEach, type SecretDeliveries } from '../mqtt/secrets/secrets.ts';
import { parseJson } from '../payload/json/parseJson.ts';

const DELIVERIES =
  /^\/ext\/|^\/sys\/[^/]+\/[^/]+\/thing\/(?:sub\/)?register|^\/sys\/[^/]+\/[^/]+\/thing\/proxy/;
const SECRET_MEMBER = /("(?:deviceSecret|deviceToken|productSecret)"\s*:\s*")((?:[^"\\]|\\.)*)/gu;
const SECRET_NAME = /deviceSecret|deviceToken|productSecret/iu;

export const deliveries: SecretDeliveries = {
  beginnings: ['/ext/', '/sys/'],
  secretsIn: (topic, payload) => {
    if (topic !== undefined && !DELIVERIES.test(topic)) return [];
    const whole = [{ offset: 0, length: payload.length }];
    const text = decodeUtf8(payload);
    // Without a topic, a message that is no text is no sign of a secret.
    if (text === undefined) return topic === undefined ? [] : whole;
    const found = memberValues(payload);
    // Names may contain escapes: if parsing finds a name that the search did not, everything is hidden.
    const parsed = found.length > 0 ? true : parseNames(text);
    if (parsed === undefined) return SECRET_NAME.test(text) ? whole : [];
    if (found.length === 0) return parsed ? whole : [];
    return found;
  },
};

function memberValues(payload: Uint8Array): ByteRange[] {
  return [...oneCharacterEach(payload).matchAll(SECRET_MEMBER)].flatMap((match) => {
    const [, before = '', value = ''] = match;
    return value === '' ? [] : [{ offset: match.index + before.length, length: value.length }];
  });
}

/** Whether JSON has a member of such a name with a value; undefined if the text is no JSON. */
function parseNames(text: string): boolean | undefined {
  const root = parseJson(text);
  if (root === undefined) return undefined;
  // An explicit stack, because payloads may nest to any depth.
  const open: unknown[] = [root];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value !== 'object' || value === null) continue;
    for (const [name, member] of Object.entries(value) as [string, unknown][]) {
      if (SECRET_NAME.test(name) && member !== '') return true;
      open.push(member);
    }
  }
  return false;
}
