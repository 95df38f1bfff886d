import { useText } from '#kit';
import type { ExchangeDetail } from '../../../engine/exchanges/exchange.ts';
import { exchangeLine } from '../../../engine/timeline/exchangeLine.ts';
import { StateMark } from '../../pieces/marks/StateMark.tsx';
import { useNow } from '../../session/connection/useWindowPart.ts';
import { openExchangeOf } from '../../session/handshakes/actions.ts';
import { showPacket } from '../../session/packets/actions.ts';
import { useLiveExchange } from './useLiveExchange.ts';

interface ExchangeInfoProps {
  readonly connectionId: string;
  readonly packet: number;
  readonly exchange: ExchangeDetail;
}

/** Outcome of the packet or the packet that it answers, with links to both. */
export function ExchangeInfo({ connectionId, packet, exchange: first }: ExchangeInfoProps) {
  const { detail } = useText();
  const t = detail.exchange;
  const now = useNow(connectionId, first.row.state === 'open');
  const exchange = useLiveExchange(connectionId, first) ?? first;
  const line = exchangeLine(exchange, packet);
  if (line === undefined) return null;
  // Successful exchanges show how they ended, all others their state first.
  const { state, latency } = exchange.row;
  const isComplete = state === 'complete' && latency !== undefined;
  const word = isComplete ? detail.completeIn(latency) : undefined;
  const counted = detail.packets(exchange.steps.length);
  const ended =
    line.key === 'ended'
      ? t.ended(word === undefined ? line.ending : undefined, line.after)
      : ['', ''];
  const link = (to: number) => (
    <button
      type="button"
      title={t.show(to)}
      onClick={() => showPacket(connectionId, to)}
      className="rounded-sm font-mono text-action"
    >
      {t.number(to)}
    </button>
  );
  return (
    <span className="flex min-w-0 items-center gap-1.5 border-l border-line pl-2 max-lg:border-l-0 max-lg:pl-0">
      <button
        type="button"
        title={t.open}
        onClick={() => openExchangeOf(connectionId, packet)}
        className="min-h-(--h-link) rounded-sm hover:underline"
      >
        <StateMark state={exchange.row.state} {...(word === undefined ? {} : { word })} />
      </button>{' '}
      {isComplete && (
        // Without room, it wraps out of sight instead of being cut.
        <span className="flex h-5 min-w-0 flex-wrap content-start overflow-hidden text-fg-2 before:h-5 before:w-px max-[1399.98px]:hidden">
          <span>{counted}</span>
        </span>
      )}
      <span className="truncate text-fg-2">
        {line.key === 'ended' && !isComplete && (
          <>
            {ended[0]} {link(line.by)}
            {ended[1] !== '' && ` ${ended[1]}`}
            {line.again !== undefined && (
              <>
                {' '}
                · {t.again} {link(line.again)}
              </>
            )}
          </>
        )}
        {line.key === 'answers' && !isComplete && (
          <>
            {t.verbs[line.verb]} {link(line.of)}
            {line.after !== undefined && t.after(line.after)}
          </>
        )}
        {line.key === 'step' && !isComplete && (
          <>
            {t.step(line.step)} {link(line.of)}
          </>
        )}
        {line.key === 'open' &&
          t.waiting(Math.max(0, (now ?? line.since) - line.since), line.awaited)}
        {line.key === 'abandoned' && t.abandoned}
      </span>
    </span>
  );
}
