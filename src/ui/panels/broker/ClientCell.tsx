import { Footprints } from 'lucide-react';
import { ShortName, Tag, useText } from '#kit';
import type { ClientRow } from '../../../broker/control/views.ts';
import { rate as rateText } from '../../../i18n/numbers.ts';
import { roundSize } from '../../../i18n/sizes.ts';
import type { Rate } from '../../session/broker/rates.ts';
import { shownName } from '../../session/shownName.ts';
import type { ClientColumn } from './clientColumns.ts';
import { EndText, StateWord, stateOf } from './EndText.tsx';

/** Data for the cells, besides the row. */
interface ClientCellProps {
  readonly row: ClientRow;
  readonly column: ClientColumn;
  readonly rate: Rate | undefined;
  readonly isOwn: boolean;
  /** ms of the broker's clock. */
  readonly now: number;
}

export function ClientCell({ row, column, rate, isOwn, now }: ClientCellProps) {
  const { broker: t, brokerClients: clients } = useText();
  const { connection } = row;
  switch (column) {
    case 'client':
      return <ClientName row={row} />;
    case 'reconnects':
      return (
        <span className={row.reconnects === 0 ? 'text-fg-3' : 'font-semibold'}>
          {row.reconnects}
        </span>
      );
    case 'why':
      return (
        row.lastEnd && (
          <EndText last={row.lastEnd} ends={row.reconnects + (connection === undefined ? 1 : 0)} />
        )
      );
    case 'held':
      return <Held bytes={row.queuedBytes} />;
    case 'session':
      return (
        row.hasSession && (
          <span title={t.expiryTitle(row.sessionExpiry)} className="font-sans">
            {clients.kept(row.sessionExpiry)}
          </span>
        )
      );
    case 'state':
      return <StateWord state={stateOf(row)} isOwn={isOwn} />;
    case 'ends':
      return row.hasSession && <Ends row={row} now={now} />;
    case 'from':
      return <RateText messages={rate?.messagesIn} bytes={rate?.bytesIn} />;
    case 'to':
      return <RateText messages={rate?.messagesOut} bytes={rate?.bytesOut} />;
  }
}

function ClientName({ row }: { row: ClientRow }) {
  const t = useText().broker;
  const shown = shownName(row.client);
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      <ShortName name={shown} />
      {row.hasLeft && (
        <Tag tone="warn" title={t.leftTitle}>
          {t.left}
        </Tag>
      )}
      {row.isInStepMode && (
        <Tag tone="warn" title={t.stepTitle}>
          <Footprints size={10} aria-hidden />
          <span className="sr-only">{t.step}</span>
        </Tag>
      )}
    </span>
  );
}

/** Time at which a session expires. */
export function Ends({ row, now }: { row: ClientRow; now: number }) {
  const t = useText().broker;
  if (row.connection !== undefined) {
    return (
      <span title={t.notWhileConnected} className="font-sans text-fg-3">
        –
      </span>
    );
  }
  const text = row.endsAt === undefined ? t.never : t.endsIn(Math.max(0, row.endsAt - now) / 1000);
  return <span className="font-sans">{text}</span>;
}

/** Above this, a session that waits is worth a look. */
const MUCH = 256 * 1024;

function Held({ bytes }: { bytes: number }) {
  if (bytes === 0) return null;
  return <span className={bytes > MUCH ? 'text-warn' : undefined}>{roundSize(bytes)}</span>;
}

function RateText({
  messages,
  bytes,
}: {
  messages: number | undefined;
  bytes: number | undefined;
}) {
  const t = useText().broker;
  if (messages === undefined || bytes === undefined) return <span className="text-fg-3">–</span>;
  if (bytes === 0) return <span className="text-fg-3">0</span>;
  const rate = rateText(messages);
  const size = roundSize(Math.round(bytes));
  return <span title={t.perSecond(rate, size)}>{rate}</span>;
}
