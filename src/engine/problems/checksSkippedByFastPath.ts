/** Rules on a packet's own bytes that the fast path of PUBLISH skips. */
import { findDiscouragedCharacter, findUtf8Error } from '../../base/utf8.ts';
import type { Say } from '../findings/say.ts';
import type { PublishShape } from '../log/columns/publishShape.ts';

/** Longest payload checked as text, in bytes, if it claims to be text. */
const LONGEST_TEXT = 256 * 1024;

/** `payload-format`. */
export function judgeText(bytes: Uint8Array, shape: PublishShape, say: Say): void {
  if (!shape.payloadIsText || bytes.length > LONGEST_TEXT) return;
  if (findUtf8Error(bytes.subarray(shape.payloadStart)) === undefined) return;
  say({ key: 'payload-not-utf8', args: {} });
}

/** `utf-8-discouraged`. @param name topic name */
export function judgeCharacters(name: string, say: Say): void {
  if (findDiscouragedCharacter(name) >= 0) say({ key: 'topic-characters', args: {} });
}
