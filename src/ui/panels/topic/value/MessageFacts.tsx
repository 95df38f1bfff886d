import { DirectionMark, rowTime, Tag, useText } from '#kit';
import { visibleName } from '../../../../base/visibleText.ts';
import type { TopicMessage } from '../../../../engine/topics/tree/topicRow.ts';
import { useOrigin } from '../../../session/connection/useWindowPart.ts';
import { showPacket } from '../../../session/packets/actions.ts';

interface MessageFactsProps {
  readonly connectionId: string;
  readonly message: TopicMessage;
}

/** Packet, time and flags of the message whose value is shown. */
export function MessageFacts({ connectionId, message }: MessageFactsProps) {
  const t = useText().topic;
  const origin = useOrigin(connectionId) ?? 0;
  return (
    <>
      <button
        type="button"
        className="shrink-0 font-mono text-action"
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
          className="min-w-0 truncate text-syn-str"
          title={t.contentType(visibleName(message.contentType))}
        >
          <bdi>{visibleName(message.contentType)}</bdi>
        </span>
      )}
    </>
  );
}
