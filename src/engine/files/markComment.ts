/** Comments of packets in pcapng: a person's mark as one of them, and out of them again. */

import type { RowFault } from '../faults/rowFault.ts';
import { isEndsComment } from './namedEnds.ts';

const OVERWRITTEN = 'Parts of this packet were overwritten: secrets with *, others with stand-ins.';
const MARKED = 'Marked.';
const NOTE = 'Mark: ';

export function markComment(note: string): string {
  return note === '' ? MARKED : NOTE + note;
}

export const overwrittenComment = OVERWRITTEN;

export function faultComment({ rule, action }: RowFault): string {
  return `Fault rule ${rule}: ${action}.`;
}

/** What we write on packets that is no person's. */
const OURS = /^(?:note|warn|error) MQTT-|^Fault rule .*: [a-z]+\.$/u;

/** The note in a packet's comments, be they of ours or made in Wireshark; undefined: no mark. */
export function noteIn(comments: readonly string[]): string | undefined {
  const people = comments.filter(
    (comment) => comment !== OVERWRITTEN && !OURS.test(comment) && !isEndsComment(comment),
  );
  if (people.length === 0) return undefined;
  return people
    .map((comment) => (comment.startsWith(NOTE) ? comment.slice(NOTE.length) : comment))
    .filter((comment) => comment !== MARKED)
    .join(' ');
}
