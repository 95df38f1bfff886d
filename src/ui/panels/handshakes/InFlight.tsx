import { TriangleAlert } from 'lucide-react';
import { memo, useEffect, useId } from 'react';
import { announce, classes, DirectionMark, Tag, TopicName, texts, useText } from '#kit';
import type { InFlightReply, InFlightRow } from '../../../engine/exchanges/exchange.ts';
import type { Direction } from '../../../engine/log/columns/direction.ts';
import { sender } from '../../../engine/timeline/sides.ts';
import { useNow, useWindowPart } from '../../session/connection/useWindowPart.ts';
import { chooseExchange } from '../../session/handshakes/actions.ts';
import { useStuckAfter } from '../../session/handshakes/state.ts';
import { ReceiveMeter } from './ReceiveMeter.tsx';
import { StuckAfter } from './StuckAfter.tsx';

/** Number of requested rows. */
const ROWS = 50;
const DIRECTIONS: readonly Direction[] = ['out', 'in'];

/** Packets that each side owes, their waiting time, and the used part of both receive maximums. */
export const InFlight = memo(function InFlight({ connectionId }: { connectionId: string }) {
  const t = useText().handshakes.inFlight;
  const title = useId();
  const { seconds } = useStuckAfter();
  const reply = useWindowPart(connectionId, 'inFlight', {
    count: ROWS,
    stuckAfter: Math.round(seconds * 1_000_000),
  });
  const isStuck = (reply?.stuck ?? 0) > 0;
  useEffect(() => {
    // Said once, and not again with each that joins.
    if (isStuck) announce(texts().handshakes.inFlight.someStuck(seconds));
  }, [isStuck, seconds]);
  return (
    <section aria-labelledby={title} className="flex min-h-0 flex-1 flex-col bg-pane">
      <div className="flex h-(--h-tabs) shrink-0 items-center gap-2 border-b border-line bg-bar px-3">
        <h2 id={title} className="text-base font-semibold whitespace-nowrap">
          {t.title}
        </h2>
        {reply !== undefined && (
          <span className="ml-auto whitespace-nowrap text-fg-2">{counts(t, reply)}</span>
        )}
      </div>
      <div className="flex shrink-0 flex-wrap items-end gap-x-4 gap-y-1 border-b border-line px-3 py-1.5">
        {reply !== undefined &&
          DIRECTIONS.map((direction) => (
            <ReceiveMeter key={direction} direction={direction} gauge={reply.gauges[direction]} />
          ))}
        <StuckAfter />
      </div>
      {reply !== undefined && reply.stuck > 0 && (
        <p className="flex shrink-0 items-center gap-2 border-b border-line bg-warn-bg px-3 py-1">
          <TriangleAlert size={12} aria-hidden className="shrink-0 text-warn" />
          <span className="font-semibold text-warn">{t.stuckCount(reply.stuck, seconds)}</span>
        </p>
      )}
      <Rows connectionId={connectionId} reply={reply} />
    </section>
  );
});

type InFlightTexts = ReturnType<typeof useText>['handshakes']['inFlight'];

/** `14 out, 7 of 32 in`: an announced maximum is shown. */
function counts(t: InFlightTexts, { gauges }: InFlightReply): string {
  const told = ({ used, maximum }: InFlightReply['gauges']['in']): string =>
    maximum === undefined || maximum >= 65_535 ? `${used}` : t.of(used, maximum);
  return t.counts(told(gauges.out), told(gauges.in));
}

function Rows(props: { connectionId: string; reply: InFlightReply | undefined }) {
  const t = useText().handshakes.inFlight;
  const { connectionId, reply } = props;
  if (reply === undefined) return null;
  if (reply.total === 0) return <p className="px-3 py-2 text-fg-2">{t.none}</p>;
  const more = reply.total - reply.rows.length;
  return (
    // A box that scrolls has to be in the tab order; its links are.
    <div className="min-h-0 flex-1 overflow-y-auto">
      <ul aria-label={t.list}>
        {reply.rows.map((one) => (
          <OwedRow key={one.row.exchange} connectionId={connectionId} one={one} />
        ))}
      </ul>
      {more > 0 && <p className="px-3 py-1 text-fg-2">{t.more(more)}</p>}
    </div>
  );
}

/** For how long, going on. */
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
        onClick={() => chooseExchange(connectionId, row)}
        className="rounded-sm font-mono text-action"
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
