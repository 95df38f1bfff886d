import { visibleText } from '../../../base/visibleText.ts';
import type { ChangedMember } from '../../../engine/topics/tree/messageValues.ts';
import { useText } from '../../kit/language/useText.ts';
import { ChartButton } from '../../pieces/ChartButton.tsx';
import type { OutlineNode } from '../../session/packet/outline.ts';
import { withoutSameStart } from './sameStart.ts';

interface ValueNoteProps {
  readonly connectionId: string;
  readonly topic: string | undefined;
  readonly node: OutlineNode;
  readonly change: ChangedMember | undefined;
}

const NUMBER = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** Note after a value: its previous value, and a button that charts a number. */
export function ValueNote({ connectionId, topic, node, change }: ValueNoteProps) {
  const t = useText().detail;
  const { member, value } = node;
  const isNumber = member === undefined ? NUMBER.test(value) : node.tone === 'number';
  const words = (was: string) => visibleText(t.was(was, change?.gap));
  const was = change?.was;
  const whole = was === undefined ? t.wasNone : words(was);
  const short =
    was === undefined ? t.wasNone : words(isNumber ? withoutSameStart(value, was) : was);
  return (
    <>
      {change !== undefined && (
        <bdi className="ml-2 min-w-0 truncate text-chg" title={whole}>
          ~ {short}
        </bdi>
      )}
      {isNumber && !node.secret && topic !== undefined && (
        <span className="ml-auto shrink-0">
          <ChartButton
            connectionId={connectionId}
            topic={topic}
            path={member === undefined ? [] : member.tree.path(member.row)}
            ofLine="seen"
          />
        </span>
      )}
    </>
  );
}
