import { ChartButton } from '../../pieces/ChartButton.tsx';
import type { OutlineNode } from '../../session/packet/outline.ts';
import { isNumber } from './fields/changeWords.ts';

interface ValueNoteProps {
  readonly connectionId: string;
  readonly topic: string | undefined;
  readonly node: OutlineNode;
}

/** Button after a number that charts it. */
export function ValueNote({ connectionId, topic, node }: ValueNoteProps) {
  const { member } = node;
  if (!isNumber(node) || node.secret || topic === undefined) return null;
  return (
    <span className="ml-auto shrink-0">
      <ChartButton
        connectionId={connectionId}
        topic={topic}
        path={member === undefined ? [] : member.tree.path(member.row)}
        ofLine="seen"
      />
    </span>
  );
}
