import type { TopicMessage } from '../../../engine/topics/topicRow.ts';
import { visibleName } from '../../../payload/visibleText.ts';
import { Button } from '../../kit/Button.tsx';
import { rowTime } from '../../kit/clock.ts';
import { useText } from '../../kit/language/useText.ts';
import { Tag } from '../../kit/Tag.tsx';
import { showPacket } from '../../session/packets/actions.ts';
import { useOrigin } from '../../session/useWindowPart.ts';

interface MessageLineProps {
  readonly connectionId: string;
  readonly message: TopicMessage;
  /** Given where it is not the newest one. */
  readonly onNewest: (() => void) | undefined;
}

/** One line on the message whose value is shown: its packet, when it came, and its flags. */
export function MessageLine({ connectionId, message, onNewest }: MessageLineProps) {
  const t = useText().topic;
  const origin = useOrigin(connectionId) ?? 0;
  return (
    <div className="flex h-(--h-ctl) shrink-0 items-center gap-2 overflow-hidden border-b border-line px-3 whitespace-nowrap">
      <button
        type="button"
        className="text-action font-mono"
        title={t.showPacket(message.packet)}
        onClick={() => showPacket(connectionId, message.packet)}
      >
        {t.number(message.packet)}
      </button>
      <span className="font-mono">{rowTime(origin, message.time)}</span>
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
      {onNewest !== undefined && (
        <Button
          look="action"
          title={t.newestTitle}
          onClick={onNewest}
          className="ml-auto h-(--h-small)"
        >
          {t.newest}
        </Button>
      )}
    </div>
  );
}
