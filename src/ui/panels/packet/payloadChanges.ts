/** Finds the change of a value in the tree of a payload. */
import type { ChangedMember, MessageChanges } from '../../../engine/topics/tree/messageValues.ts';
import type { OutlineNode } from '../../session/packet/outline.ts';

/** Start of a payload that is a single value. */
const WHOLE = -1;

export function changesByStart(
  changes: MessageChanges | undefined,
): ReadonlyMap<number | undefined, ChangedMember> {
  const members = changes?.members ?? [];
  const byStart = new Map<number | undefined, ChangedMember>(
    members.map((member) => [member.start, member]),
  );
  const [only] = members;
  if (only !== undefined && members.length === 1) byStart.set(WHOLE, only);
  return byStart;
}

/** First byte of the value in the innermost layer. undefined: the node is a layer. */
export function startOf({ member, isChosen }: OutlineNode): number | undefined {
  if (member !== undefined) return member.tree.tape.start(member.row);
  return isChosen === undefined ? WHOLE : undefined;
}
