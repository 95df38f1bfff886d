import { CircleAlert, Clock, Plus, SlidersHorizontal, X } from 'lucide-react';
import { type MouseEvent, type ReactNode, useId, useState } from 'react';
import type { DeviceName } from '../../../alibaba/alink/deviceName.ts';
import type { SubscriptionState, SubscriptionStatus } from '../../../connection/protocol.ts';
import { hexByte, reasonCodeName } from '../../../mqtt/reasonCodes.ts';
import type { SubscriptionSetting } from '../../../profiles/settings.ts';
import { Button } from '../../kit/Button.tsx';
import { classes } from '../../kit/classes.ts';
import { boxClasses, INPUT_CLASSES, Warnings } from '../../kit/Field.tsx';
import { focusTarget } from '../../kit/focus.ts';
import { IconButton } from '../../kit/IconButton.tsx';
import { useFirstText } from '../../kit/language/firstText.ts';
import { topicFilterFault } from '../../kit/language/useTopicFault.ts';
import { SelectField } from '../../kit/SelectField.tsx';
import { Switch } from '../../kit/Switch.tsx';
import { TopicName } from '../../kit/TopicName.tsx';
import { usePlatformRules } from '../../session/alink/platformRules.ts';
import { useConnection } from '../../session/connections.ts';
import { deviceOf } from '../../session/deviceOf.ts';
import { shownName } from '../../session/shownName.ts';

type Options = Omit<SubscriptionSetting, 'filter'>;

const FIRST: Options = { qos: 0, noLocal: false, retainAsPublished: false, retainHandling: 0 };
const LEVELS = { '0': 0, '1': 1, '2': 2 } as const;

/** The filters of this connection, requested and granted, and the input for one more. */
export function SubscriptionsBar({ connectionId }: { connectionId: string }) {
  const t = useFirstText().subscriptions;
  const connection = useConnection(connectionId, 'subscriptions', 'state', 'handle', 'settings');
  if (connection === undefined) {
    return null;
  }
  const { subscriptions, state, settings, handle } = connection;
  const version = settings?.version ?? 5;
  const device = deviceOf(settings);
  return (
    <section aria-label={t.title} className="shrink-0 border-b border-line p-2">
      {subscriptions.length === 0 && state.kind === 'connected' && (
        <div className="px-1 pb-2">
          <p className="font-semibold">{state.sessionPresent ? t.nothingHere : t.nothing}</p>
          {state.sessionPresent && <p className="text-fg-2">{t.sessionHint}</p>}
          <p className="text-fg-2">
            {device !== undefined
              ? t.nothingHintDevice(`/${device.productKey}/${device.deviceName}/user/get`)
              : state.sessionPresent
                ? t.allHint
                : t.nothingHint}
          </p>
        </div>
      )}
      {subscriptions.length > 0 && (
        <ul className="mb-2 flex max-h-40 flex-wrap gap-1 overflow-auto">
          {subscriptions.map((status) => (
            <Chip
              key={status.subscription.filter}
              status={status}
              onRemove={() =>
                handle.send({ kind: 'unsubscribe', filter: status.subscription.filter })
              }
            />
          ))}
        </ul>
      )}
      {subscriptions.map((status) => (
        <Failed
          key={status.subscription.filter}
          status={status}
          version={version}
          isDevice={device !== undefined}
          onRetry={() => handle.send({ kind: 'subscribe', subscription: status.subscription })}
          onRemove={() => handle.send({ kind: 'unsubscribe', filter: status.subscription.filter })}
        />
      ))}
      <SubscribeForm
        version={version}
        known={subscriptions}
        device={device}
        onSubscribe={(subscription) => handle.send({ kind: 'subscribe', subscription })}
      />
    </section>
  );
}

function isFailed({ kind }: SubscriptionState): boolean {
  return kind === 'refused' || kind === 'not-sent' || kind === 'held';
}

function Chip({ status, onRemove }: { status: SubscriptionStatus; onRemove: () => void }) {
  const t = useFirstText().subscriptions;
  const { subscription, state } = status;
  const words = t.state(state, subscription.qos);
  const shown = shownName(subscription.filter);
  return (
    <li
      title={`${shown}: ${words}`}
      className={classes(
        'flex h-6 max-w-full items-center gap-1.5 rounded-md border bg-well pl-1.5 text-xs',
        isFailed(state) ? 'border-err' : 'border-line',
      )}
    >
      {isFailed(state) && <CircleAlert size={12} aria-hidden className="text-err" />}
      {(state.kind === 'requested' || state.kind === 'waiting') && (
        <Clock size={12} aria-hidden className="text-fg-3" />
      )}
      <TopicName topic={subscription.filter} className="text-sm" />
      <span
        className={classes(
          'shrink-0',
          isFailed(state)
            ? 'text-err'
            : state.kind === 'granted' && state.qos !== subscription.qos
              ? 'text-warn'
              : 'text-fg-2',
        )}
      >
        {words}
      </span>
      <IconButton small label={t.remove(shown)} onClick={byKey(onRemove)}>
        <X size={12} aria-hidden />
      </IconButton>
    </li>
  );
}

interface FailedProps {
  readonly status: SubscriptionStatus;
  readonly version: 3 | 4 | 5;
  readonly isDevice: boolean;
  readonly onRetry: () => void;
  readonly onRemove: () => void;
}

/** What became of a filter that was not granted: what, why, and what to do. */
function Failed({ status, version, isDevice, onRetry, onRemove }: FailedProps) {
  const { subscriptions: t, facts } = useFirstText();
  const { subscription, state } = status;
  const filter = shownName(subscription.filter);
  if (state.kind === 'not-sent') {
    return (
      <FailureBox title={t.notSent(filter)}>
        <p className="break-words">{facts.connectionFact(state.why)}</p>
        <p className="text-fg-2">{t.notSentHint}</p>
      </FailureBox>
    );
  }
  if (state.kind === 'held') {
    return (
      <FailureBox title={t.held(filter)}>
        <p>
          {t.heldText(
            state.code === undefined
              ? undefined
              : { place: 'disconnect', code: state.code, version: 5 },
          )}
        </p>
        <p className="text-fg-2">{t.heldHint}</p>
        <p className="flex gap-1 py-1">
          <Button onClick={byKey(onRetry)}>{t.tryAgain}</Button>
          <Button onClick={byKey(onRemove)}>{t.removeHeld}</Button>
        </p>
      </FailureBox>
    );
  }
  if (state.kind !== 'refused') {
    return null;
  }
  const name = reasonCodeName('suback', state.code, version);
  return (
    <FailureBox title={t.refused(filter)}>
      <p>
        <span className="font-mono">{hexByte(state.code)}</span> {name}
      </p>
      {state.reasonString !== undefined && (
        <p className="break-words text-fg-2">
          {t.reasonString} <bdi className="font-mono">"{shownName(state.reasonString)}"</bdi>
        </p>
      )}
      <p className="text-fg-2">{isDevice ? t.refusedHintDevice : t.refusedHint}</p>
    </FailureBox>
  );
}

/** What was pressed goes away: from the keyboard, the focus goes on to where the next filter is typed. */
function byKey(run: () => void): (event: MouseEvent) => void {
  return ({ detail }) => {
    run();
    if (detail === 0) focusTarget('topic-filter');
  };
}

function FailureBox({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="mb-2 bg-err-bg px-2 py-1 leading-5 shadow-[inset_2px_0_var(--err)]">
      <p className="font-semibold break-all text-err">{title}</p>
      {children}
    </div>
  );
}

interface FormProps {
  readonly version: 3 | 4 | 5;
  readonly known: readonly SubscriptionStatus[];
  readonly device: DeviceName | undefined;
  readonly onSubscribe: (subscription: SubscriptionSetting) => void;
}

function SubscribeForm({ version, known, device, onSubscribe }: FormProps) {
  const { subscriptions: t, facts } = useFirstText();
  const id = useId();
  const [filter, setFilter] = useState('');
  const [options, setOptions] = useState(FIRST);
  const [open, setOpen] = useState(false);
  const fault = filter === '' ? undefined : topicFilterFault(filter, version);
  const already = known.some((one) => one.subscription.filter === filter);
  const isDoubted = device !== undefined && filter !== '' && fault === undefined;
  const rules = usePlatformRules(device !== undefined);
  const asked = [{ filter, qos: options.qos }];
  const doubts = (isDoubted ? rules?.checkSubscribe(asked, device) : undefined) ?? [];
  const ready = filter !== '' && fault === undefined;
  const submit = () => {
    if (ready) {
      onSubscribe({ filter, ...options });
      setFilter('');
    }
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div className={boxClasses(fault !== undefined)}>
        <input
          type="text"
          data-focus="topic-filter"
          aria-label={t.filter}
          aria-invalid={fault !== undefined || undefined}
          aria-describedby={fault !== undefined || already || doubts.length > 0 ? id : undefined}
          placeholder={t.filterPlaceholder}
          className={classes(INPUT_CLASSES, 'font-mono text-sm')}
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
        />
      </div>
      <div id={id} className={classes('text-xs', fault === undefined ? 'text-fg-2' : 'text-err')}>
        {(fault !== undefined || already) && <p className="mt-1">{fault ?? t.already}</p>}
        <Warnings texts={doubts.map((note) => facts.platformNote(note))} />
      </div>
      <div className="mt-1 flex items-center gap-1">
        <SelectField
          label={t.qos}
          labelHidden
          className="w-20"
          value={options.qos === 0 ? '0' : options.qos === 1 ? '1' : '2'}
          options={[
            { value: '0', label: 'QoS 0' },
            { value: '1', label: 'QoS 1' },
            { value: '2', label: 'QoS 2' },
          ]}
          onChange={(qos) => setOptions({ ...options, qos: LEVELS[qos] })}
        />
        {version === 5 && (
          <IconButton label={t.options} expanded={open} onClick={() => setOpen(!open)}>
            <SlidersHorizontal size={14} aria-hidden />
          </IconButton>
        )}
        <Button
          type="submit"
          icon={<Plus size={14} aria-hidden />}
          className="ml-auto"
          disabled={!ready}
        >
          {t.subscribe}
        </Button>
      </div>
      {version === 5 && open && (
        <div className="mt-1">
          <div className="flex flex-wrap gap-x-4">
            <Switch
              label={t.noLocal}
              title={t.noLocalTitle}
              checked={options.noLocal}
              onChange={(noLocal) => setOptions({ ...options, noLocal })}
            />
            <Switch
              label={t.retainAsPublished}
              title={t.retainAsPublishedTitle}
              checked={options.retainAsPublished}
              onChange={(retainAsPublished) => setOptions({ ...options, retainAsPublished })}
            />
          </div>
          <SelectField
            label={t.retainHandling}
            value={options.retainHandling === 0 ? '0' : options.retainHandling === 1 ? '1' : '2'}
            options={[
              { value: '0', label: t.retainHandlings[0] },
              { value: '1', label: t.retainHandlings[1] },
              { value: '2', label: t.retainHandlings[2] },
            ]}
            onChange={(handling) => setOptions({ ...options, retainHandling: LEVELS[handling] })}
          />
        </div>
      )}
    </form>
  );
}
