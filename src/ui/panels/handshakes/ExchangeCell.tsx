import { OctagonAlert, TriangleAlert } from 'lucide-react';
import { classes, DirectionMark, TopicName, useText } from '#kit';
import { visibleName } from '../../../base/visibleText.ts';
import type { ExchangeRow } from '../../../engine/exchanges/exchange.ts';
import { duration } from '../../../i18n/durations.ts';
import { grouped } from '../../../i18n/numbers.ts';
import { StateMark } from '../../pieces/marks/StateMark.tsx';
import type { ExchangeColumn } from './exchangeColumns.ts';

/** Draws a cell of a row of the list of exchanges. */
export const exchangeCell = (row: ExchangeRow, column: ExchangeColumn) => (
  <Cell row={row} column={column} />
);

function Cell({ column, row }: { column: ExchangeColumn; row: ExchangeRow }) {
  const t = useText().handshakes;
  switch (column) {
    case 'number':
      return (
        <span data-packet={row.packet} className="row-link" title={t.showPacket(row.packet)}>
          {grouped(row.packet)}
        </span>
      );
    case 'direction':
      return <DirectionMark direction={row.direction} />;
    case 'type': {
      const text = row.qos === undefined ? t.kinds[row.kind] : t.qos(row.qos);
      return (
        <span className="font-sans" title={text}>
          {text}
        </span>
      );
    }
    case 'packetId':
      return row.packetId;
    case 'state':
      return <StateMark state={row.state} />;
    case 'topic':
      return <About row={row} />;
    case 'latency':
      return row.latency === undefined ? (
        <span className="text-fg-3">{t.none}</span>
      ) : (
        duration(row.latency)
      );
  }
}

function About({ row }: { row: ExchangeRow }) {
  const t = useText().handshakes;
  const Icon = row.isWarning ? TriangleAlert : OctagonAlert;
  return (
    <span className="flex min-w-0 items-center gap-1">
      {row.hasProblem && (
        <span
          className={classes(
            'flex shrink-0 items-center gap-1 font-sans font-semibold',
            row.isWarning ? 'text-warn' : 'text-err',
          )}
        >
          <Icon size={12} aria-hidden />
          {t.hasProblem}
        </span>
      )}
      {row.topic === '' && <span className="font-sans text-fg-2">{t.emptyTopic}</span>}
      {row.topic !== undefined && row.topic !== '' && <TopicName topic={row.topic} />}
      {row.moreFilters > 0 && (
        <span className="shrink-0 font-sans text-fg-2" title={visibleName(row.topic ?? '')}>
          {t.moreFilters(row.moreFilters)}
        </span>
      )}
    </span>
  );
}
