import type { ReactNode } from 'react';
import { classes, useText } from '#kit';
import type { LatencyReply } from '../../../../engine/exchanges/exchange.ts';
import { duration } from '../../../../i18n/durations.ts';
import { setFilter } from '../../../session/filter/filters.ts';
import { latencyFilter } from './exchangeFilters.ts';

interface PartProps {
  readonly connectionId: string;
  /** Display filter that the part sets. */
  readonly filter: string;
  /** Tooltip before the filter. */
  readonly title?: string;
  readonly className?: string | undefined;
  readonly onClick?: () => void;
  readonly children: ReactNode;
}

/** A fact of the strip; pressed, the list has only its exchanges. */
export function FilterPart({ connectionId, filter, title, className, ...rest }: PartProps) {
  const t = useText().handshakes;
  return (
    <button
      type="button"
      title={[title, t.filterTo(filter)].filter((line) => line !== undefined).join('\n')}
      onClick={() => {
        setFilter(connectionId, filter);
        rest.onClick?.();
      }}
      className={classes(
        'inline-flex h-6 items-center justify-center gap-1 rounded-sm px-1 hover:bg-raised max-md:h-(--h-small) max-md:min-w-(--h-small)',
        className,
      )}
    >
      {rest.children}
    </button>
  );
}

interface FigureProps {
  readonly connectionId: string;
  readonly latency: LatencyReply;
  readonly name: 'median' | 'p95' | 'max';
}

/** A figure of the latency; pressed, the list has the exchanges that took as long or longer. */
export function Figure({ connectionId, latency, name }: FigureProps) {
  const t = useText().handshakes.latency;
  const value = latency[name];
  if (value === undefined) return null;
  return (
    <FilterPart connectionId={connectionId} filter={latencyFilter(latency.of, value)}>
      <span className="text-xs text-fg-2">{t[name]}</span>
      <span className="font-mono">{duration(value)}</span>
    </FilterPart>
  );
}
