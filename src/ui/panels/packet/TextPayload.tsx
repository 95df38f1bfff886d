import { useText } from '#kit';
import type { ChangedMember } from '../../../engine/topics/tree/messageValues.ts';
import { WrappedLines } from '../../pieces/bytes/WrappedLines.tsx';
import type { OutlineNode } from '../../session/packet/outline.ts';
import { changeWords } from './fields/changeWords.ts';

interface TextPayloadProps {
  readonly node: OutlineNode;
  /** UTF-8. */
  readonly text: Uint8Array;
  readonly change: ChangedMember | undefined;
}

/** A payload that is a text, wrapped at the width of the pane, above its previous value. */
export function TextPayload({ node, text, change }: TextPayloadProps) {
  const t = useText().detail;
  const words = change && changeWords(node, change, t);
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="min-h-0 flex-1 overflow-y-auto bg-well">
        <WrappedLines text={text} />
      </div>
      {words && (
        <p
          title={words.whole}
          className="max-h-1/3 shrink-0 overflow-y-auto border-t border-line px-3 py-1 font-mono wrap-anywhere text-chg"
        >
          ~ <bdi>{words.short}</bdi>
        </p>
      )}
    </div>
  );
}
