import { ArrowLeftRight, X } from 'lucide-react';
import { Button, IconButton, rowTime, useText } from '#kit';
import type { TopicMessage } from '../../../../engine/topics/tree/topicRow.ts';
import { useOrigin } from '../../../session/connection/useWindowPart.ts';
import { showPacket } from '../../../session/packets/actions.ts';

interface CompareLineProps {
  readonly connectionId: string;
  readonly base: TopicMessage;
  /** undefined: another message is still to be chosen. */
  readonly other: TopicMessage | undefined;
  readonly onEnd: () => void;
  /** Set unless the newest message is shown. */
  readonly onNewest: (() => void) | undefined;
}

/** The two messages of a comparison: `A No. 5,843 ⇄ B No. 5,901`. */
export function CompareLine({ connectionId, base, other, onEnd, onNewest }: CompareLineProps) {
  const t = useText().topic;
  return (
    <div
      role="status"
      aria-label={t.comparison}
      className="flex min-h-(--h-ctl) shrink-0 flex-wrap items-center gap-x-2 border-b border-line bg-raised px-3 whitespace-nowrap"
    >
      <Side {...{ connectionId }} name="A" message={base} />
      <ArrowLeftRight size={12} aria-hidden className="mx-1 text-fg-2" />
      {other === undefined ? (
        <>
          <b className="font-semibold">B</b>
          <span className="text-fg-2">{t.chooseOther}</span>
        </>
      ) : (
        <Side {...{ connectionId }} name="B" message={other} />
      )}
      <span className="flex-1" />
      {onNewest !== undefined && (
        <Button look="action" title={t.newestTitle} onClick={onNewest} className="h-(--h-small)">
          {t.newest}
        </Button>
      )}
      <IconButton small label={t.endComparing} onClick={onEnd}>
        <X size={14} aria-hidden />
      </IconButton>
    </div>
  );
}

interface SideProps {
  readonly connectionId: string;
  readonly name: 'A' | 'B';
  readonly message: TopicMessage;
}

function Side({ connectionId, name, message: { packet, time } }: SideProps) {
  const t = useText().topic;
  const origin = useOrigin(connectionId) ?? 0;
  return (
    <>
      <b className="font-semibold">{name}</b>
      <button
        type="button"
        className="font-mono text-action"
        title={t.showPacket(packet)}
        onClick={() => showPacket(connectionId, packet)}
      >
        {t.number(packet)}
      </button>
      <span className="font-mono text-fg-2">{rowTime(origin, time)}</span>
    </>
  );
}
