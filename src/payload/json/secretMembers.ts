/** Finds members of JSON messages whose values are secrets. */

import { decodeUtf8 } from '../../base/utf8.ts';
import type { ByteRange } from '../../mqtt/secrets/framingTrust.ts';
import { oneCharacterEach } from '../../mqtt/secrets/secrets.ts';
import { parseJson } from './parseJson.ts';

/**
 * Ranges of the values, from the payload's first byte.
 * @param isDelivery the topic delivers such secrets; otherwise it is unknown
 */
export type SecretMembers = (payload: Uint8Array, isDelivery: boolean) => readonly ByteRange[];

export function secretMembers(names: readonly string[]): SecretMembers {
  const either = names.join('|');
  const member = new RegExp(`("(?:${either})"\\s*:\\s*")((?:[^"\\\\]|\\\\.)*)`, 'gu');
  const name = new RegExp(either, 'iu');
  return (payload, isDelivery) => {
    const whole = [{ offset: 0, length: payload.length }];
    const text = decodeUtf8(payload);
    const found = memberValues(payload, member);
    // Without a topic, a message that is no text may be the beginning of one.
    if (text === undefined) return isDelivery ? whole : found;
    // Names may contain escapes: if parsing finds a name that the search did not, everything is hidden.
    const parsed = found.length > 0 ? true : parseNames(text, name);
    if (parsed === undefined) return name.test(text) ? whole : [];
    if (found.length === 0) return parsed ? whole : [];
    return found;
  };
}

function memberValues(payload: Uint8Array, member: RegExp): ByteRange[] {
  return [...oneCharacterEach(payload).matchAll(member)].flatMap((match) => {
    const [, before = '', value = ''] = match;
    return value === '' ? [] : [{ offset: match.index + before.length, length: value.length }];
  });
}

/** Whether JSON has a member of such a name with a value; undefined if the text is no JSON. */
function parseNames(text: string, name: RegExp): boolean | undefined {
  const root = parseJson(text);
  if (root === undefined) return undefined;
  // An explicit stack, because payloads may nest to any depth.
  const open: unknown[] = [root];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, content] of Object.entries(value) as [string, unknown][]) {
      if (name.test(key) && content !== '') return true;
      open.push(content);
    }
  }
  return false;
}
