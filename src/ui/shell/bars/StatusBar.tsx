import { Children, isValidElement, type ReactNode, useState } from 'react';
import { classes, later, loadedLater, nothing, Status, useFirstText, useIsTime } from '#kit';
import { roundSize } from '../../../i18n/sizes.ts';
import { hasDesks, useConnection } from '../../session/connection/connections.ts';
import { useCounters } from '../../session/connection/useWindowPart.ts';
import { useView } from '../../session/view/tabView.ts';

const reach = loadedLater(
  async () => (await import('../../pieces/strips/ReachLine.tsx')).ReachLine,
  {
    idle: 'first',
  },
);
const ReachLine = later(reach, { Waits: nothing, Missing: nothing });

/** Status bar: counts, the session state, and memory from half of its budget on. */
export function StatusBar({ connectionId }: { connectionId: string }) {
  const t = useFirstText().shell;
  const counters = useCounters(connectionId);
  const connection = useConnection(connectionId, 'settings', 'state', 'file', 'tap');
  const view = useView(connectionId);
  const state = connection?.state;
  const isTime = useIsTime(reach);
  const isStart = connection !== undefined && !hasDesks(connection);
  const lost = counters?.discarded ?? 0;
  const discarded = (
    <Status
      text={t.statusDiscarded(lost)}
      className={lost > 0 ? '' : 'sr-only'}
      shown={t.counted.discarded(lost)}
    />
  );
  return (
    <footer
      className={classes(
        'flex min-h-(--h-status) items-center gap-x-3 border-t border-line bg-bar px-3 text-xs text-fg-2',
        // On phones, the tabs of the desks take this place.
        !isStart && 'max-sm:sr-only',
      )}
    >
      {isStart ? (
        isTime && <ReachLine />
      ) : (
        // Single line from tablets on, whatever the font. Entries that do not fit are hidden, the last first.
        <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3 sm:h-(--h-status) sm:leading-(--h-status) sm:overflow-hidden">
          <Status
            text={t.statusTopics(counters?.topics ?? 0)}
            shown={t.counted.topics(counters?.topics ?? 0)}
          />
          <Status
            text={t.statusMessages(counters?.messages ?? 0)}
            shown={t.counted.messages(counters?.messages ?? 0)}
          />
          <Status
            text={t.statusPackets(counters?.packets ?? 0)}
            shown={t.counted.packets(counters?.packets ?? 0)}
          />
          {lost === 0 && discarded}
          {counters !== undefined && (
            <ByAppearance>
              {counters.logBytes * 2 >= counters.logBudget && (
                <Meter
                  text={t.capture(roundSize(counters.logBytes), roundSize(counters.logBudget))}
                  title={t.captureTitle}
                  share={counters.logBytes / counters.logBudget}
                />
              )}
              {lost > 0 && discarded}
              {counters.historyDiscarded > 0 && (
                <span>{t.historyDiscarded(counters.historyDiscarded)}</span>
              )}
              {counters.topicBytes * 2 >= counters.topicBudget && (
                <ValuesMeter held={counters.topicBytes} budget={counters.topicBudget} />
              )}
            </ByAppearance>
          )}
        </div>
      )}
      <span className="flex shrink-0 gap-3 empty:hidden">
        {!isStart && <span>{view.paused ? t.pausedWord : view.following ? t.following : ''}</span>}
        {state?.kind === 'connected' && (
          <>
            {state.sessionPresent && <span>{t.resumed}</span>}
            <span className="max-lg:hidden">{t.keepAlive(state.keepAlive)}</span>
          </>
        )}
      </span>
    </footer>
  );
}

/** Orders its children by their appearance, so that a new one does not move the others. */
function ByAppearance({ children }: { children: ReactNode }) {
  const [before, setBefore] = useState<readonly (string | null)[]>([]);
  const shown = Children.toArray(children).filter((child) => isValidElement(child));
  // A new one has no place yet, and is the last.
  const place = (key: string | null): number => before.indexOf(key) >>> 0;
  const sorted = shown.toSorted((a, b) => place(a.key) - place(b.key));
  const order = sorted.map(({ key }) => key);
  if (order.join() !== before.join()) setBefore(order);
  return sorted;
}

/** Last values are never discarded, so memory use may exceed the budget. */
function ValuesMeter({ held, budget }: { held: number; budget: number }) {
  const t = useFirstText().shell;
  const [size, most] = [roundSize(held), roundSize(budget)];
  return held > budget ? (
    <Meter text={t.valuesOver(size, most)} title={t.valuesOverTitle} share={1} />
  ) : (
    <Meter text={t.values(size, most)} title={t.valuesTitle} share={held / budget} />
  );
}

function Meter({ text, title, share }: { text: string; title: string; share: number }) {
  return (
    <span className="flex items-center gap-2 whitespace-nowrap max-sm:hidden" title={title}>
      {text}
      <span
        aria-hidden="true"
        className="h-1 w-16 overflow-hidden rounded-sm bg-raised max-lg:hidden"
      >
        <span
          className="block h-1 rounded-sm bg-fg-2"
          style={{ width: `${Math.min(100, share * 100)}%` }}
        />
      </span>
    </span>
  );
}
