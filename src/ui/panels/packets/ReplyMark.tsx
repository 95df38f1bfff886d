import { ArrowLeftRight, Reply } from 'lucide-react';
import { useText } from '#kit';
import type { PacketReply } from '../../../engine/requestResponse/reply.ts';
import { grouped } from '../../../i18n/numbers.ts';

/** Mark before a topic: the message is a request or a reply. The number leads to its counterpart. */
export function ReplyMark({ reply: { asks, answers } }: { reply: PacketReply }) {
  const t = useText().replies.mark;
  const [first] = asks?.replies ?? [];
  const to = answers === undefined ? first?.packet : answers.request;
  const latency = answers === undefined ? first?.latency : answers.latency;
  const words = answers === undefined ? t.request : t.reply;
  const says = to === undefined ? words.alone : words.to(grouped(to), latency ?? 0);
  const Icon = answers === undefined ? ArrowLeftRight : Reply;
  return (
    <span title={says} className="mr-1.5 inline-flex shrink-0 items-center gap-1 font-sans">
      <Icon size={12} aria-hidden className="text-fg-3" />
      {to === undefined ? (
        <span className="sr-only">{says}</span>
      ) : (
        // The list listens for `data-packet`, so that rows need no handler.
        <span role="link" tabIndex={-1} aria-label={says} data-packet={to} className="row-link">
          {grouped(to)}
        </span>
      )}
    </span>
  );
}
