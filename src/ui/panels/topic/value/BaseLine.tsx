import type { TopicMessage } from '../../../../engine/topics/tree/topicRow.ts';
import { Button } from '../../../kit/controls/Button.tsx';
import { useText } from '../../../kit/language/useText.ts';
import { rowTime } from '../../../kit/page/clock.ts';
import { useOrigin } from '../../../session/connection/useWindowPart.ts';
import { showPacket } from '../../../session/packets/actions.ts';

interface BaseLineProps {
  readonly connectionId: string;
  readonly base: TopicMessage;
  /** It is the message that is looked at: another one is to be chosen. */
  readonly isShown: boolean;
  readonly onEnd: () => void;
}

/** The message that others are compared with, and a button to return to the previous one of each. */
export function BaseLine({ connectionId, base, isShown, onEnd }: BaseLineProps) {
  const t = useText().topic;
  const origin = useOrigin(connectionId) ?? 0;
  return (
    <div
      role="status"
      className="flex h-(--h-ctl) shrink-0 items-center gap-2 overflow-hidden border-b border-line bg-raised px-3 whitespace-nowrap text-fg-2"
    >
      {isShown ? (
        <span className="truncate">{t.chooseOther}</span>
      ) : (
        <>
          <span>{t.comparedWith}</span>
          <button
            type="button"
            className="text-action font-mono"
            title={t.showPacket(base.packet)}
            onClick={() => showPacket(connectionId, base.packet)}
          >
            {t.number(base.packet)}
          </button>
          <span className="font-mono">{rowTime(origin, base.time)}</span>
        </>
      )}
      <span className="flex-1" />
      <Button look="action" onClick={onEnd} className="h-(--h-small)">
        {t.endComparing}
      </Button>
    </div>
  );
}
