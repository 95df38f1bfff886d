import { CircleCheck, RotateCw, TriangleAlert, Unplug } from 'lucide-react';
import { classes, type ListLayout, rowTime, useText } from '#kit';
import { visibleName, visibleText } from '../../../base/visibleText.ts';
import type { Column } from '../../session/packets/columns.ts';
import type { Change } from './listed.ts';
import { rowClasses } from './look.ts';

interface ChangeBandProps {
  readonly change: Change;
  readonly layout: ListLayout;
  readonly columns: readonly Column[];
  /** ms since 1970. */
  readonly origin: number;
}

/** Without a closing handshake. */
const ABNORMAL = 1006;
const TONES = {
  lost: 'bg-warn-bg shadow-[inset_2px_0_var(--warn)] [--tone:var(--warn)]',
  closed: 'bg-bar shadow-[inset_2px_0_var(--line-ctl)] [--tone:var(--text)]',
  back: 'bg-ok-bg shadow-[inset_2px_0_var(--ok)] [--tone:var(--ok)]',
};

/**
 * Row between packets, across all columns: a connection closed, its client returned, or the page was reloaded. It
 * has no number.
 */
export function ChangeBand({ change, layout, columns, origin }: ChangeBandProps) {
  const { tone, Icon, strong, rest, beside } = useSaid(change, origin);
  const time = columns.indexOf('time') + 1;
  const isPhone = layout === 'phone';
  const whole = [change.client && visibleName(change.client), strong, rest, beside]
    .filter(Boolean)
    .join(' ');
  const when = <span className="font-mono text-fg-2">{rowTime(origin, change.time)}</span>;
  const said = (
    <>
      <Icon size={12} aria-hidden className="mr-1 inline shrink-0 text-(--tone)" />
      {change.client !== undefined && <bdi>{visibleName(change.client)} </bdi>}
      <strong className="font-semibold text-(--tone)">{strong}</strong> {rest}
    </>
  );
  return (
    <div
      role="row"
      className={classes(
        rowClasses(layout, columns.includes('exchange')),
        'font-sans',
        TONES[tone],
      )}
    >
      <div
        role="rowheader"
        aria-colspan={columns.length}
        className="col-span-full row-span-full grid min-w-0 grid-cols-subgrid items-center"
      >
        {isPhone ? (
          <span
            title={whole}
            className="col-span-full line-clamp-4 min-w-0 px-4 text-xs leading-[14px]"
          >
            {time > 0 && <>{when} </>}
            {said} {beside !== '' && <span className="text-fg-2">{beside}</span>}
          </span>
        ) : (
          <>
            {time > 0 && (
              <span className="px-1.5 text-right" style={{ gridColumn: time }}>
                {when}
              </span>
            )}
            {/* Two lines fit into a row of 24 px: enough for the cause, and for most remedies after it. */}
            <span
              title={whole}
              className="line-clamp-2 min-w-0 px-1.5 text-xs leading-3"
              style={{ gridColumn: `${time + 1} / -1` }}
            >
              {said}
              {beside !== '' && <span className="ml-2 text-fg-2"> {beside}</span>}
            </span>
          </>
        )}
      </div>
    </div>
  );
}

interface Said {
  readonly tone: keyof typeof TONES;
  readonly Icon: typeof Unplug;
  readonly strong: string;
  readonly rest: string;
  readonly beside: string;
}

/** @param origin ms since 1970 */
function useSaid(change: Change, origin: number): Said {
  const { connectionChanges: t, explain, handshakes } = useText();
  if (change.kind === 'reloaded') {
    const { time, skipped } = change;
    const strong = t.reloaded(rowTime(origin, time).slice(0, 8));
    const beside = [t.mayBeMissing, skipped > 0 && t.skipped(skipped)].filter(Boolean).join(' · ');
    return { tone: 'closed', Icon: RotateCw, strong, rest: '', beside };
  }
  const { connack, version = 4 } = change;
  const refused =
    connack !== undefined && connack.code > 0
      ? t.refused({ place: 'connack', code: connack.code, version })
      : undefined;
  if (change.kind === 'back') {
    const { away, sentAgain } = change;
    const beside = [
      away !== undefined && t.away(away),
      sentAgain !== undefined && t.sentAgain(sentAgain),
    ]
      .filter(Boolean)
      .join(' · ');
    return connack === undefined || refused !== undefined
      ? {
          tone: 'lost',
          Icon: TriangleAlert,
          strong: t.tried,
          rest: `· ${refused ?? t.noConnack}`,
          beside,
        }
      : {
          tone: 'back',
          Icon: CircleCheck,
          strong: t.back,
          rest: `· ${t.sessionPresent(connack.sessionPresent)}`,
          beside,
        };
  }
  const { lasted, end, disconnect } = change;
  const how = handshakes.sentences.lostHow({
    disconnect: disconnect && {
      by: disconnect.direction,
      // Before MQTT 5 it has none.
      code: version === 5 ? { place: 'disconnect', code: disconnect.code, version } : undefined,
    },
  });
  const sides = { in: 'server', out: 'client' } as const;
  const by = disconnect ? sides[disconnect.direction] : end?.by;
  const isMeant = disconnect?.direction === 'out';
  return {
    tone: isMeant ? 'closed' : 'lost',
    Icon: isMeant ? Unplug : TriangleAlert,
    strong: t.closed(end?.code),
    // The sentence of a cause says by whom.
    rest: [lasted !== undefined && t.after(lasted), by && !end?.cause && `· ${t.by[by]}`]
      .filter(Boolean)
      .join(' '),
    beside: [
      end?.code === ABNORMAL && t.noHandshake,
      end?.cause ? explain.ended(end.cause) : (refused ?? how),
      end?.reason !== undefined && t.said(visibleText(end.reason)),
    ]
      .filter(Boolean)
      .join(' · '),
  };
}
