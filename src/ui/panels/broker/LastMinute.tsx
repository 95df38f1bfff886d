import { classes, useText } from '#kit';
import type { PastConnection } from '../../../broker/control/views.ts';
import { shownName } from '../../session/shownName.ts';
import { Part } from './ClientFacts.tsx';

/** ms. */
const MINUTE = 60_000;
/** Rows of machines that are drawn. */
const MOST = 4;

interface LastMinuteProps {
  readonly connections: readonly PastConnection[];
  /** ms of the broker's clock. */
  readonly time: number;
}

/** A client's connections within the last minute, one row for each machine. */
export function LastMinute({ connections, time }: LastMinuteProps) {
  const t = useText().brokerClients;
  const shown = connections.filter(({ closed }) => (closed ?? time) > time - MINUTE);
  if (shown.length === 0) return null;
  const machines = [...new Set(shown.map(machineOf))].slice(-MOST);
  return (
    <Part
      title={
        <>
          {t.lastMinute}
          <span className="ml-auto font-normal text-fg-2">{t.connections(shown.length)}</span>
        </>
      }
    >
      <ul className="grid grid-cols-[minmax(0,max-content)_minmax(50%,1fr)] items-center gap-x-3 gap-y-1">
        {machines.map((machine) => (
          <li key={machine} className="contents">
            <bdi className="truncate font-mono text-fg-2" title={shownName(machine)}>
              {shownName(machine)}
            </bdi>
            <span className="relative h-4 rounded-sm bg-well">
              {shown
                .filter((one) => machineOf(one) === machine)
                .map((one, at) => (
                  // Two connections can be opened within the same ms.
                  <Bar key={at} connection={one} time={time} />
                ))}
            </span>
          </li>
        ))}
        <li aria-hidden className="col-start-2 flex justify-between text-xs text-fg-3">
          <span>{t.ago}</span>
          <span>{t.now}</span>
        </li>
      </ul>
    </Part>
  );
}

function Bar({ connection, time }: { connection: PastConnection; time: number }) {
  const t = useText().brokerClients;
  const { opened, closed, address, end } = connection;
  const left = Math.max(0, 1 - (time - opened) / MINUTE);
  const right = Math.max(0, (time - (closed ?? time)) / MINUTE);
  const reason = end === undefined ? '' : t.end(end, address).join(' ');
  const when = t.span(
    Math.max(0, time - opened) / 1000,
    closed === undefined ? undefined : (time - closed) / 1000,
  );
  const text = shownName([address, when, reason].filter((one) => one !== '').join(', '));
  return (
    <span
      role="img"
      aria-label={text}
      title={text}
      style={{ left: `${left * 100}%`, right: `${right * 100}%` }}
      className={classes(
        'absolute inset-y-0.5 min-w-[3px] rounded-sm',
        closed === undefined ? 'bg-ok' : end?.kind === 'refused' ? 'bg-err' : 'bg-fg-3',
      )}
    />
  );
}

/** Address without the port. */
function machineOf({ address }: PastConnection): string {
  return address.replace(/:\d+$/, '');
}
