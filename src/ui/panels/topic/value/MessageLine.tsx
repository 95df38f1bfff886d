import { ArrowLeftRight } from 'lucide-react';
import { Button, DirectionMark, rowTime, Tag, useText } from '#kit';
import { visibleName } from '../../../../base/visibleText.ts';
import type { TopicMessage } from '../../../../engine/topics/tree/topicRow.ts';
import { useOrigin } from '../../../session/connection/useWindowPart.ts';
import { showPacket } from '../../../session/packets/actions.ts';

interface MessageLineProps {
  readonly connectionId: string;
  readonly message: TopicMessage;
  /** Set if the message is not the newest one. */
  readonly onNewest: (() => void) | undefined;
  /** Compares others with it. */
  readonly onCompare: () => void;
}

/** Summary of the message whose value is shown: its packet, time and flags. */
export function MessageLine(props: MessageLineProps) {
  const { connectionId, message, onNewest } = props;
  const t = useText().topic;
  const origin = useOrigin(connectionId) ?? 0;
  return (
    <div className="flex min-h-(--h-ctl) shrink-0 flex-wrap items-center gap-x-2 border-b border-line px-3 whitespace-nowrap">
      <button
        type="button"
        className="shrink-0 text-action font-mono"
        title={t.showPacket(message.packet)}
        onClick={() => showPacket(connectionId, message.packet)}
      >
        {t.number(message.packet)}
      </button>
      <span className="font-mono">{rowTime(origin, message.time)}</span>
      {message.sent && <DirectionMark direction="out" text={t.sent} />}
      <Tag>{`QoS ${message.qos}`}</Tag>
      {message.retain && <Tag tone="outline">RETAIN</Tag>}
      {message.dup && <Tag tone="outline">DUP</Tag>}
      {message.contentType !== undefined && (
        <span
          className="truncate text-syn-str"
          title={t.contentType(visibleName(message.contentType))}
        >
          <bdi>{visibleName(message.contentType)}</bdi>
        </span>
      )}
      <span className="flex-1" />
      <Button
        look="action"
        title={t.compareTitle}
        icon={<ArrowLeftRight size={12} aria-hidden />}
        onClick={props.onCompare}
        className="h-(--h-small)"
      >
        {t.compare}
      </Button>
      {onNewest !== undefined && (
        <Button look="action" title={t.newestTitle} onClick={onNewest} className="h-(--h-small)">
          {t.newest}
        </Button>
      )}
    </div>
  );
}
