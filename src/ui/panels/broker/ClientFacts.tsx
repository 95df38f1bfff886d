import type { ReactNode } from 'react';
import { Tag, TopicName, useText } from '#kit';
import type {
  ClientDetail,
  ClientRow,
  ConnectionFacts,
  Traffic,
} from '../../../broker/control/views.ts';
import { bytes, grouped, rate as rateText } from '../../../i18n/numbers.ts';
import { roundSize } from '../../../i18n/sizes.ts';
import type { Rate } from '../../session/broker/rates.ts';
import { shownName } from '../../session/shownName.ts';
import { Ends } from './ClientCell.tsx';

/** A heading with its content. */
export function Part({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <div className="min-w-0 border-t border-line px-4 py-2 first:border-t-0">
      <h3 className="flex min-h-(--h-ctl) items-center gap-2 font-semibold">{title}</h3>
      {children}
    </div>
  );
}

function Facts({ children }: { children: ReactNode }) {
  return (
    <dl className="grid grid-cols-[minmax(0,7rem)_minmax(0,1fr)] items-baseline gap-x-3">
      {children}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="py-1 text-fg-2">{name}</dt>
      <dd className="min-w-0 py-1 break-words">{children}</dd>
    </>
  );
}

export function ConnectionFactsList({
  connection,
  time,
}: {
  connection: ConnectionFacts | undefined;
  time: number;
}) {
  const { broker, shell } = useText();
  const t = broker.detail;
  if (connection === undefined) {
    return (
      <Part title={t.sections.connection}>
        <p className="py-1 text-fg-2">{t.notConnected}</p>
      </Part>
    );
  }
  const { userName, backlog } = connection;
  return (
    <Part title={t.sections.connection}>
      <Facts>
        <Fact name={t.address}>
          <bdi className="font-mono">{shownName(connection.address)}</bdi>{' '}
          <span className="text-fg-2">{t.transports(connection.transport, connection.secure)}</span>
        </Fact>
        <Fact name={t.protocol}>{shell.mqttVersion(connection.version)}</Fact>
        <Fact name={t.userName}>
          {userName === undefined ? (
            <span className="text-fg-2">{t.none}</span>
          ) : (
            <bdi className="font-mono">{shownName(userName)}</bdi>
          )}
        </Fact>
        <Fact name={t.heard}>{t.ago(Math.max(0, time - connection.heard) / 1000)}</Fact>
        <Fact name={t.keepAlive}>{t.keepAliveText(connection.keepAlive)}</Fact>
        <Fact name={t.receiveMaximum}>{grouped(connection.receiveMaximum)}</Fact>
        {backlog > 0 && (
          <Fact name={t.backlog}>
            <span className="text-warn">{bytes(backlog)}</span>
          </Fact>
        )}
      </Facts>
    </Part>
  );
}

export function SessionFacts({ row, time }: { row: ClientRow; time: number }) {
  const { broker } = useText();
  const t = broker.detail;
  return (
    <Part title={t.sections.session}>
      <Facts>
        {row.connection !== undefined && (
          <Fact name={t.cleanStart}>{row.connection.cleanStart ? broker.yes : broker.no}</Fact>
        )}
        <Fact name={t.expiry}>{broker.expiryTitle(row.sessionExpiry)}</Fact>
        {row.connection === undefined && (
          <Fact name={t.ends}>
            <Ends row={row} now={time} />
          </Fact>
        )}
        <Fact name={t.queued}>
          <span className={row.queued > 0 ? 'text-warn' : undefined}>
            {t.queuedText(row.queued, roundSize(row.queuedBytes))}
          </span>
        </Fact>
        {row.inFlight > 0 && <Fact name={t.inFlight}>{grouped(row.inFlight)}</Fact>}
        {row.receiving > 0 && <Fact name={t.receiving}>{t.receivingText(row.receiving)}</Fact>}
      </Facts>
    </Part>
  );
}

const whole = (value: number | undefined): number | undefined =>
  value === undefined ? undefined : Math.round(value);

/** Traffic since the connection began, and the current rate. */
export function TrafficTable({ traffic, rate }: { traffic: Traffic; rate: Rate | undefined }) {
  const t = useText().broker.detail;
  const w = t.traffic;
  const now = (perSecond: number | undefined): string =>
    perSecond === undefined ? '–' : rateText(perSecond);
  const lines = [
    [w.messages, grouped(traffic.messagesIn), grouped(traffic.messagesOut)],
    [w.packets, grouped(traffic.packetsIn), grouped(traffic.packetsOut)],
    [w.bytes, grouped(traffic.bytesIn), grouped(traffic.bytesOut)],
    [w.messagesNow, now(rate?.messagesIn), now(rate?.messagesOut)],
    [w.bytesNow, now(whole(rate?.bytesIn)), now(whole(rate?.bytesOut))],
  ] as const;
  return (
    <Part title={t.sections.traffic}>
      <table className="w-full">
        <thead className="text-left text-xs text-fg-2">
          <tr>
            <th className="font-normal">{w.head}</th>
            <th className="text-right font-normal text-dir-out">{w.from}</th>
            <th className="text-right font-normal text-dir-in">{w.to}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(([name, from, to]) => (
            <tr key={name}>
              <th scope="row" className="py-1 text-left font-normal text-fg-2">
                {name}
              </th>
              <td className="text-right font-mono">{from}</td>
              <td className="text-right font-mono">{to}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Part>
  );
}

export function WillFacts({ will }: { will: ClientDetail['will'] }) {
  const t = useText().broker.detail;
  return (
    <Part title={t.sections.will}>
      {will === undefined ? (
        <p className="py-1 text-fg-2">{t.noWill}</p>
      ) : (
        <div className="flex min-h-(--h-ctl) min-w-0 flex-wrap items-center gap-2">
          <TopicName topic={will.topic} />
          <Tag>{`QoS ${will.qos}`}</Tag>
          {will.retain && <Tag tone="outline">RETAIN</Tag>}
          <span className="text-fg-2">{bytes(will.size)}</span>
          {will.delay > 0 && <span className="text-fg-2">{t.willDelay(will.delay)}</span>}
        </div>
      )}
    </Part>
  );
}
