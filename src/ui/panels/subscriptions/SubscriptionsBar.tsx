import { CircleAlert, Clock, Plus, SlidersHorizontal, X } from 'lucide-react';
import { type ReactNode, useEffect, useId, useState } from 'react';
import type { DeviceName } from '../../../alibaba/alink/deviceName.ts';
import type {
  SubscriptionState,
  SubscriptionStatus,
} from '../../../connection/protocol/protocol.ts';
import { plainSubscription } from '../../../profiles/settings/plainSubscription.ts';
import type { SubscriptionSetting } from '../../../profiles/settings/settings.ts';
import { Button } from '../../kit/controls/Button.tsx';
import { boxClasses, inputClasses, Warnings } from '../../kit/controls/Field.tsx';
import { IconButton } from '../../kit/controls/IconButton.tsx';
import { SelectField } from '../../kit/controls/SelectField.tsx';
import { TopicName } from '../../kit/display/TopicName.tsx';
import { useFirstText } from '../../kit/language/firstText.ts';
import { topicFilterErrorText } from '../../kit/language/topicErrorText.ts';
import { useLoaded } from '../../kit/language/useLoaded.ts';
import { later } from '../../kit/loading/later.tsx';
import { loadedLater } from '../../kit/loading/loadedLater.ts';
import { classes } from '../../kit/page/classes.ts';
import { focusTarget } from '../../kit/page/focus.ts';
import { NARROW, useMedia } from '../../kit/page/useMedia.ts';
import { OwnTopics } from '../../pieces/forms/OwnTopics.ts';
import { useDevice } from '../../session/alink/device.ts';
import { useConnection } from '../../session/connection/connections.ts';
import { deviceOf } from '../../session/deviceOf.ts';
import { shownName } from '../../session/shownName.ts';
import { byKey } from './byKey.ts';
import { LEVELS, typed } from './options.ts';

const FailedFilter = later(async () => (await import('./FailedFilter.tsx')).FailedFilter);
const MoreOptions = later(async () => (await import('./MoreOptions.tsx')).MoreOptions, {
  idle: 'first',
});
/** Warnings about a device's filter that the platform may reject. */
const doubting = loadedLater(
  async () => (await import('../../session/profiles/filterNotes.ts')).filterNotes,
  { idle: 'first' },
);

/** Chips that are shown at first, in a narrow window and in others. */
const FIRST_CHIPS = { narrow: 4, wide: 10 } as const;
/** The last of these chips show the newest filters. */
const NEWEST = 2;

interface SubscriptionsBarProps {
  readonly connectionId: string;
  /** Before the chips. */
  readonly children?: ReactNode;
}

/** The filters of this connection as chips, requested and granted, and the input for another. */
export function SubscriptionsBar({ connectionId, children }: SubscriptionsBarProps) {
  const t = useFirstText().subscriptions;
  const connection = useConnection(connectionId, 'subscriptions', 'state', 'handle', 'settings');
  const isNarrow = useMedia(NARROW);
  const { filter, isOpen } = typed.use(connectionId);
  const [isUsed, setUsed] = useState(false);
  if (connection === undefined) {
    return null;
  }
  const { subscriptions, state, settings, handle } = connection;
  const version = settings?.version ?? 5;
  const device = deviceOf(settings);
  const isFolded = !isNarrow && subscriptions.length > 0 && filter === '' && !isOpen && !isUsed;
  const failed = subscriptions.filter((status) => isFailed(status.state));
  return (
    <section
      aria-label={t.title}
      data-part="subscriptions"
      className="relative shrink-0 border-b border-line px-1.5 py-2"
    >
      {subscriptions.length === 0 && state.kind === 'connected' && (
        <div className="px-1 pb-2">
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
      <div className="flex flex-wrap items-center gap-0.5">
        {children}
        <Chips
          subscriptions={subscriptions}
          most={isNarrow ? FIRST_CHIPS.narrow : FIRST_CHIPS.wide}
          onRemove={(filter) => handle.send({ kind: 'unsubscribe', filter })}
        />
        {isFolded && (
          <IconButton
            small
            label={t.another}
            keys="S"
            opens="topic-filter"
            onClick={() => setUsed(true)}
          >
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
            onSubscribe={(subscription) => {
              handle.send({ kind: 'subscribe', subscription });
              focusTarget('topic-filter');
            }}
            onSubscribeAll={(filters) => {
              const all = filters.map((one) => plainSubscription(one, 1));
              handle.send({ kind: 'subscribe-all', subscriptions: all });
              focusTarget('topic-filter');
            }}
          />
        </div>
      )}
    </section>
  );
}

const customTopicOf = ({ productKey, deviceName }: DeviceName): string =>
  `/${productKey}/${deviceName}/user/get`;

function isFailed({ kind }: SubscriptionState): boolean {
  return kind === 'refused' || kind === 'not-sent' || kind === 'held';
}

interface ChipsProps {
  readonly subscriptions: readonly SubscriptionStatus[];
  /** Number of chips that are shown at first. */
  readonly most: number;
  readonly onRemove: (filter: string) => void;
}

function Chips({ subscriptions, most, onRemove }: ChipsProps) {
  const t = useFirstText().subscriptions;
  const [isWhole, setWhole] = useState(false);
  if (subscriptions.length === 0) return null;
  // A single one needs no more room than the button.
  const isLong = subscriptions.length > most + 1;
  // The newest are at the end. One of them was just added.
  const shown =
    isLong && !isWhole
      ? [...subscriptions.slice(0, most - NEWEST), ...subscriptions.slice(-NEWEST)]
      : subscriptions;
  return (
    <ul className="flex max-h-60 min-w-0 flex-wrap gap-1 overflow-auto">
      {shown.map((status) => (
        <Chip
          key={status.subscription.filter}
          status={status}
          onRemove={() => onRemove(status.subscription.filter)}
        />
      ))}
      {/* While it is pressed, it stays: it may have the focus. */}
      {(isLong || isWhole) && (
        <li>
          <Button
            look="quiet"
            className="h-(--h-small)! text-xs!"
            expanded={isWhole}
            onClick={byKey(() => setWhole(!isWhole), isLong)}
          >
            {isWhole ? t.fewer : t.more(subscriptions.length - most)}
          </Button>
        </li>
      )}
    </ul>
  );
}

function Chip({ status, onRemove }: { status: SubscriptionStatus; onRemove: () => void }) {
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

interface FormProps {
  readonly connectionId: string;
  readonly version: 3 | 4 | 5;
  readonly known: readonly SubscriptionStatus[];
  readonly device: DeviceName | undefined;
  /** Its field has the focus from the start. */
  readonly takesFocus: boolean;
  readonly onSubscribe: (subscription: SubscriptionSetting) => void;
  /** Sends one SUBSCRIBE. */
  readonly onSubscribeAll: (filters: readonly string[]) => void;
}

function SubscribeForm({
  connectionId,
  version,
  known,
  device,
  takesFocus,
  onSubscribe,
  onSubscribeAll,
}: FormProps) {
  const t = useFirstText().subscriptions;
  const id = useId();
  const { filter, options, isOpen } = typed.use(connectionId);
  const change = (next: typeof options) => typed.change(connectionId, { options: next });
  const [isAtStart] = useState(takesFocus);
  useEffect(() => {
    if (isAtStart) focusTarget('topic-filter');
  }, [isAtStart]);
  const error = filter === '' ? undefined : topicFilterErrorText(filter, version);
  const own = useDevice(connectionId);
  const already = known.some((one) => one.subscription.filter === filter);
  const isDoubted = device !== undefined && filter !== '' && error === undefined;
  const notesOf = useLoaded(doubting, device !== undefined);
  const doubts = (isDoubted && notesOf?.([{ filter, qos: options.qos }], device)) || [];
  const { isWrong, rows: _rows, ...asked } = options;
  const ready = filter !== '' && error === undefined && isWrong !== true;
  const submit = () => {
    if (ready) {
      onSubscribe({ filter, ...asked });
      typed.change(connectionId, { filter: '' });
    }
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div className="mt-2 flex items-center gap-1">
        <div className={classes(boxClasses(error !== undefined), 'flex-1')}>
          <input
            type="text"
            data-focus="topic-filter"
            aria-label={t.filter}
            aria-keyshortcuts="S"
            aria-invalid={error !== undefined || undefined}
            aria-describedby={error !== undefined || already || doubts.length > 0 ? id : undefined}
            placeholder={device === undefined ? t.filterPlaceholder : customTopicOf(device)}
            className={classes(inputClasses(filter), 'font-mono text-base')}
            value={filter}
            onChange={(event) => typed.change(connectionId, { filter: event.target.value })}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
          />
        </div>
        <SelectField
          label={t.qos}
          labelHidden
          className="w-18 shrink-0"
          value={options.qos === 0 ? '0' : options.qos === 1 ? '1' : '2'}
          options={[
            { value: '0', label: 'QoS 0' },
            { value: '1', label: 'QoS 1' },
            { value: '2', label: 'QoS 2' },
          ]}
          onChange={(qos) => change({ ...options, qos: LEVELS[qos] })}
        />
        {version === 5 && (
          <IconButton
            label={t.options}
            expanded={isOpen}
            onClick={() => typed.change(connectionId, { isOpen: !isOpen })}
          >
            <SlidersHorizontal size={14} aria-hidden />
          </IconButton>
        )}
        <Button
          type="submit"
          label={t.subscribe}
          title={t.subscribe}
          icon={<Plus size={14} aria-hidden />}
          className="w-(--h-ctl) gap-0! px-0!"
          disabled={!ready}
        >
          {''}
        </Button>
      </div>
      {own !== undefined && filter === '' && (
        <OwnTopics
          device={own}
          use="subscribe"
          without={known.map((one) => one.subscription.filter)}
          onChoose={(topic) => onSubscribe({ filter: topic, ...asked })}
          onChooseAll={onSubscribeAll}
        />
      )}
      <div id={id} className={classes('text-xs', error === undefined ? 'text-fg-2' : 'text-err')}>
        {(error !== undefined || already) && <p className="mt-1">{error ?? t.already}</p>}
        <Warnings texts={doubts} />
      </div>
      {version === 5 && isOpen && <MoreOptions options={options} onChange={change} />}
    </form>
  );
}
