import { CircleAlert, Clock, Plus, X } from 'lucide-react';
import { type ReactNode, type RefCallback, useCallback, useState } from 'react';
import { Button, classes, focusTarget, IconButton, later, TopicName, useFirstText } from '#kit';
import type {
  SubscriptionState,
  SubscriptionStatus,
} from '../../../connection/protocol/protocol.ts';
import { useConnection } from '../../session/connection/connections.ts';
import { deviceOf } from '../../session/deviceOf.ts';
import { shownName } from '../../session/shownName.ts';
import { byKey } from './byKey.ts';
import { typed } from './options.ts';
import { customTopicOf, SubscribeForm } from './SubscribeForm.tsx';

const FailedFilter = later(async () => (await import('./FailedFilter.tsx')).FailedFilter);

/** Chips of which a line shows those that fit. */
const MOST_IN_LINE = 20;
/** px of a chip whose name is cut. */
const LEAST_WIDTH = 144;

interface SubscriptionsBarProps {
  readonly connectionId: string;
  /** Before the chips. */
  readonly children?: ReactNode;
}

/** The filters of this connection as chips, requested and granted, and the input for another. */
export function SubscriptionsBar({ connectionId, children }: SubscriptionsBarProps) {
  const t = useFirstText().subscriptions;
  const connection = useConnection(connectionId, 'subscriptions', 'state', 'handle', 'settings');
  const { filter, isOpen } = typed.use(connectionId);
  const [isUsed, setUsed] = useState(false);
  if (connection === undefined) {
    return null;
  }
  const { subscriptions, state, settings, handle } = connection;
  const version = settings?.version ?? 5;
  const device = deviceOf(settings);
  const isFolded = subscriptions.length > 0 && filter === '' && !isOpen && !isUsed;
  const failed = subscriptions.filter((status) => isFailed(status.state));
  return (
    <section
      aria-label={t.title}
      data-part="subscriptions"
      className="relative shrink-0 border-b border-line px-1.5 py-[5px]"
    >
      {subscriptions.length === 0 && state.kind === 'connected' && (
        <div className="px-1 py-1">
          <p className="font-semibold">{state.sessionPresent ? t.nothingHere : t.nothing}</p>
          {state.sessionPresent && <p className="text-fg-2">{t.sessionHint}</p>}
          <p className="text-fg-2">
            {device !== undefined
              ? t.nothingHintDevice(customTopicOf(device))
              : state.sessionPresent
                ? t.allHint
                : t.nothingHint}
          </p>
        </div>
      )}
      <div className="flex flex-wrap items-center gap-1">
        {children}
        <Chips
          subscriptions={subscriptions}
          onRemove={(filter) => handle.send({ kind: 'unsubscribe', filter })}
        />
        {isFolded && (
          <IconButton label={t.another} keys="S" opens="topic-filter" onClick={() => setUsed(true)}>
            <Plus size={14} aria-hidden />
          </IconButton>
        )}
      </div>
      {/* Many of them leave room for the topics. */}
      <div className="max-h-60 overflow-auto">
        {failed.map((status) => (
          <FailedFilter
            key={status.subscription.filter}
            status={status}
            version={version}
            isDevice={device !== undefined}
            onRetry={() => handle.send({ kind: 'subscribe', subscription: status.subscription })}
            onRemove={() =>
              handle.send({ kind: 'unsubscribe', filter: status.subscription.filter })
            }
          />
        ))}
      </div>
      {!isFolded && (
        <div
          onFocus={() => setUsed(true)}
          onBlur={({ currentTarget, relatedTarget }) => {
            // If the whole window loses the focus, the field is still the active element.
            const next = relatedTarget ?? document.activeElement;
            if (!currentTarget.contains(next)) setUsed(false);
          }}
        >
          <SubscribeForm
            connectionId={connectionId}
            version={version}
            known={subscriptions}
            device={device}
            takesFocus={isUsed}
            onSubscribe={(...wanted) => {
              const [subscription, another] = wanted;
              if (another !== undefined)
                handle.send({ kind: 'subscribe-all', subscriptions: wanted });
              else handle.send({ kind: 'subscribe', subscription });
              focusTarget('topic-filter');
            }}
          />
        </div>
      )}
    </section>
  );
}

function isFailed({ kind }: SubscriptionState): boolean {
  return kind === 'refused' || kind === 'not-sent' || kind === 'held';
}

interface ChipsProps {
  readonly subscriptions: readonly SubscriptionStatus[];
  readonly onRemove: (filter: string) => void;
}

/** The newest filters that fit in a line, and all of them on request. */
function Chips({ subscriptions, onRemove }: ChipsProps) {
  const t = useFirstText().subscriptions;
  const [isWhole, setWhole] = useState(false);
  const [fitting, attach] = useFitting();
  if (subscriptions.length === 0) return null;
  const newest = subscriptions.toReversed().slice(0, isWhole ? undefined : MOST_IN_LINE);
  const inLine = Math.min(fitting, MOST_IN_LINE);
  const rest = subscriptions.length - inLine;
  return (
    <>
      <ul
        ref={isWhole ? undefined : attach}
        className={classes(
          'flex min-w-0 flex-wrap gap-1',
          isWhole
            ? 'order-last max-h-60 basis-full overflow-auto'
            : 'h-(--h-small) flex-1 overflow-hidden',
        )}
      >
        {newest.map((status, at) => (
          <Chip
            key={status.subscription.filter}
            status={status}
            isHidden={!isWhole && at >= inLine}
            onRemove={() => onRemove(status.subscription.filter)}
          />
        ))}
      </ul>
      {isWhole && <span className="flex-1" />}
      {/* While it is pressed, it stays: it may have the focus. */}
      {(rest > 0 || isWhole) && (
        <Button
          look="quiet"
          className="px-1.5! text-xs!"
          expanded={isWhole}
          onClick={byKey(() => setWhole(!isWhole), rest > 0)}
        >
          {isWhole ? t.fewer : inLine === 0 ? t.count(rest) : t.more(rest)}
        </Button>
      )}
    </>
  );
}

/** Number of children that fit in the first line of a wrapping element, and the `ref` to attach to it. */
function useFitting(): readonly [number, RefCallback<HTMLElement>] {
  const [count, setCount] = useState(Number.POSITIVE_INFINITY);
  const attach = useCallback((box: HTMLElement | null) => {
    if (box === null) return undefined;
    const measure = (): void => {
      const top = box.firstElementChild?.getBoundingClientRect().top ?? 0;
      const first = [...box.children].filter((child) => child.getBoundingClientRect().top <= top);
      setCount(first.length === 1 && first.some(isTooNarrow) ? 0 : first.length);
      // Children have other widths once their texts, states or fonts change.
      for (const child of box.children) sizes.observe(child);
    };
    const sizes = new ResizeObserver(measure);
    const children = new MutationObserver(measure);
    sizes.observe(box);
    children.observe(box, { childList: true });
    measure();
    return () => {
      sizes.disconnect();
      children.disconnect();
    };
  }, []);
  return [count, attach];
}

/** Whether too little of a cut name is left to be recognized. */
const isTooNarrow = (chip: Element): boolean =>
  chip.clientWidth < LEAST_WIDTH &&
  [...chip.children].some((part) => part.scrollWidth > part.clientWidth);

interface ChipProps {
  readonly status: SubscriptionStatus;
  /** There is no room for it. */
  readonly isHidden: boolean;
  readonly onRemove: () => void;
}

function Chip({ status, isHidden, onRemove }: ChipProps) {
  const t = useFirstText().subscriptions;
  const { subscription, state } = status;
  // The QoS of an untouched filter was not chosen by the user, so none is lower than requested.
  const isOffered = subscription.isUntouched === true && state.kind === 'granted';
  const requested = isOffered ? state.qos : subscription.qos;
  const words = isOffered ? t.granted(state.qos) : t.state(state, subscription.qos);
  const shown = shownName(subscription.filter);
  // A granted QoS is shown if it is lower than requested.
  const isAsAsked = state.kind === 'granted' && state.qos === requested;
  const isWaiting = state.kind === 'requested' || state.kind === 'waiting';
  return (
    <li
      title={`${shown}: ${words}`}
      className={classes(
        'flex h-(--h-small) max-w-full items-center gap-1.5 rounded-md border bg-well pl-1.5 text-xs',
        isFailed(state) ? 'border-err' : 'border-line',
        isHidden && 'invisible',
      )}
    >
      {isFailed(state) && <CircleAlert size={12} aria-hidden className="text-err" />}
      {isWaiting && <Clock size={12} aria-hidden className="shrink-0 text-fg-3" />}
      <TopicName topic={subscription.filter} className="text-base" />
      <span
        className={classes(
          // A waiting subscription also has an icon, so its name has priority.
          isWaiting ? 'min-w-8 shrink-9999 truncate' : 'shrink-0',
          isFailed(state)
            ? 'text-err'
            : state.kind === 'granted' && state.qos !== requested
              ? 'text-warn'
              : 'text-fg-2',
        )}
      >
        {isAsAsked ? (
          <>
            <span aria-hidden="true">{t.requested(requested)}</span>
            <span className="sr-only">{words}</span>
          </>
        ) : (
          words
        )}
      </span>
      <IconButton small label={t.remove(shown)} onClick={byKey(onRemove)}>
        <X size={12} aria-hidden />
      </IconButton>
    </li>
  );
}
