import type { ExchangeDetail } from '../../../engine/exchanges/exchange.ts';
import { exchangeLine } from '../../../engine/timeline/exchangeLine.ts';
import { useText } from '../../kit/language/useText.ts';
import { StateMark } from '../../pieces/StateMark.tsx';
import { openExchangeOf } from '../../session/handshakes/actions.ts';
import { showPacket } from '../../session/packets/actions.ts';
import { useNow, useWindowPart } from '../../session/useWindowPart.ts';

interface ExchangeInfoProps {
  readonly connectionId: string;
  readonly packet: number;
  readonly exchange: ExchangeDetail;
}

/** Outcome of the packet or the packet that it answers, with links to both. */
export function ExchangeInfo({ connectionId, packet, exchange: first }: ExchangeInfoProps) {
  const t = useText().detail.exchange;
  const isOpen = first.row.state === 'open';
  const now = useNow(connectionId, isOpen);
  // An open exchange is requested again until it ends.
  const wanted = isOpen ? { exchange: first.row.exchange } : undefined;
  const news = useWindowPart(connectionId, 'exchange', wanted);
  const exchange = news?.row.exchange === first.row.exchange ? news : first;
  const line = exchangeLine(exchange, packet);
  if (line === undefined) return null;
  // Successful exchanges show how they ended, all others their state first.
  const word =
    line.key === 'ended' && exchange.row.state === 'complete' ? t.endings[line.ending] : undefined;
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
    <span className="flex min-w-0 items-center gap-1.5 border-l border-line pl-2">
      <button
        type="button"
        title={t.open}
        onClick={() => openExchangeOf(connectionId, packet)}
        className="min-h-(--h-link) rounded-sm hover:underline"
      >
        <StateMark state={exchange.row.state} {...(word === undefined ? {} : { word })} />
      </button>{' '}
      <span className="truncate">
        {line.key === 'ended' && (
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
        {line.key === 'answers' && (
          <>
            {t.verbs[line.verb]} {link(line.of)}
            {line.after !== undefined && t.after(line.after)}
          </>
        )}
        {line.key === 'step' && (
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
