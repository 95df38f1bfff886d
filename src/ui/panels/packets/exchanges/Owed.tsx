import { TriangleAlert } from 'lucide-react';
import { memo } from 'react';
import { classes, DirectionMark, Tag, TopicName, useText } from '#kit';
import type { InFlightReply, InFlightRow } from '../../../../engine/exchanges/exchange.ts';
import { sender } from '../../../../engine/timeline/sides.ts';
import { useNow } from '../../../session/connection/useWindowPart.ts';
import { useStuckAfter } from '../../../session/handshakes/state.ts';
import { showPacket } from '../../../session/packets/actions.ts';
import { StuckAfter } from './StuckAfter.tsx';

interface OwedProps {
  readonly connectionId: string;
  readonly reply: InFlightReply;
}

/** Packets that each side owes, and their waiting time. */
export function Owed({ connectionId, reply }: OwedProps) {
  const t = useText().handshakes.inFlight;
  const { seconds } = useStuckAfter();
  const more = reply.total - reply.rows.length;
  return (
    <section aria-label={t.title} className="min-w-0 md:border-r md:border-line">
      <div className="flex min-h-9 flex-wrap items-center gap-x-4 gap-y-1 border-b border-line px-3 py-1">
        <StuckAfter />
        {reply.stuck > 0 && (
          <span className="flex items-center gap-2 font-semibold text-warn">
            <TriangleAlert size={12} aria-hidden className="shrink-0" />
            {t.stuckCount(reply.stuck, seconds)}
          </span>
        )}
      </div>
      {reply.total === 0 && <p className="px-3 py-2 text-fg-2">{t.none}</p>}
      <ul aria-label={t.list}>
        {reply.rows.map((one) => (
          <OwedRow key={one.row.exchange} connectionId={connectionId} one={one} />
        ))}
      </ul>
      {more > 0 && <p className="px-3 py-1 text-fg-2">{t.more(more)}</p>}
    </section>
  );
}

/** Waiting time, updated as it passes. */
function Elapsed({ connectionId, since }: { connectionId: string; since: number }) {
  const t = useText().handshakes.inFlight;
  const now = useNow(connectionId) ?? 0;
  return <span className="font-mono whitespace-nowrap">{t.since(now - since)}</span>;
}

interface OwedRowProps {
  readonly connectionId: string;
  readonly one: InFlightRow;
}

const OwedRow = memo(function OwedRow({ connectionId, one }: OwedRowProps) {
  const { inFlight: t, packet } = useText().handshakes;
  const { row, owedBy, awaited, since, stuck } = one;
  return (
    <li
      className={classes(
        'flex min-h-(--h-row) flex-wrap items-center gap-x-2 border-b border-line px-3',
        stuck && 'bg-warn-bg shadow-[inset_2px_0_var(--warn)]',
      )}
    >
      <button
        type="button"
        onClick={() => showPacket(connectionId, row.packet)}
        className="min-h-(--h-link) rounded-sm font-mono text-action"
      >
        {packet(row.packet)}
      </button>
      <DirectionMark direction={row.direction} />
      <span className="whitespace-nowrap">{t.owes(sender(owedBy), awaited)}</span>
      <Elapsed connectionId={connectionId} since={since} />
      {stuck && (
        <Tag tone="warn">
          <TriangleAlert size={10} aria-hidden />
          {t.stuck}
        </Tag>
      )}
      <span className="min-w-10 flex-1 text-fg-2">
        <TopicName topic={row.topic ?? ''} />
      </span>
    </li>
  );
}, sameOwed);

function sameOwed(a: OwedRowProps, b: OwedRowProps): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
