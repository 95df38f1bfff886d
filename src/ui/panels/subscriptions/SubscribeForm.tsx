import { Plus, SlidersHorizontal } from 'lucide-react';
import { type ChangeEvent, useEffect, useId, useRef, useState } from 'react';
import {
  Button,
  boxClasses,
  classes,
  focusTarget,
  IconButton,
  inputClasses,
  later,
  loadedLater,
  SelectField,
  topicFilterErrorText,
  useFirstText,
  useLoaded,
  Warnings,
} from '#kit';
import type { DeviceName } from '../../../alibaba/alink/deviceName.ts';
import type { SubscriptionStatus } from '../../../connection/protocol/protocol.ts';
import { plainSubscription } from '../../../profiles/settings/plainSubscription.ts';
import type { SubscriptionSetting } from '../../../profiles/settings/settings.ts';
import { OwnTopics } from '../../pieces/forms/OwnTopics.ts';
import { filterLines, pastedFilters } from '../../pieces/forms/pastedFilters.ts';
import { useDevice } from '../../session/alink/device.ts';
import { shownName } from '../../session/shownName.ts';
import { LEVELS, typed } from './options.ts';

const MoreOptions = later(async () => (await import('./MoreOptions.tsx')).MoreOptions, {
  idle: 'first',
});
/** Warnings about a device's filter that the platform may reject. */
const doubting = loadedLater(
  async () => (await import('../../session/profiles/filterNotes.ts')).filterNotes,
  { idle: 'first' },
);

/** Lines of the field, and notes below it, at most. */
const MOST_LINES = 8;
const MOST_NOTES = 20;

export const customTopicOf = ({ productKey, deviceName }: DeviceName): string =>
  `/${productKey}/${deviceName}/user/get`;

interface FormProps {
  readonly connectionId: string;
  readonly version: 3 | 4 | 5;
  readonly known: readonly SubscriptionStatus[];
  readonly device: DeviceName | undefined;
  /** Its field has the focus from the start. */
  readonly takesFocus: boolean;
  readonly onSubscribe: (
    ...subscriptions: readonly [SubscriptionSetting, ...SubscriptionSetting[]]
  ) => void;
}

/** Input for a filter, or for several: pasted lines are a filter each. */
export function SubscribeForm({
  connectionId,
  version,
  known,
  device,
  takesFocus,
  onSubscribe,
}: FormProps) {
  const { subscriptions: t, draftErrors } = useFirstText();
  const id = useId();
  const { filter, isMany, options, isOpen } = typed.use(connectionId);
  const change = (next: typeof options) => typed.change(connectionId, { options: next });
  const setText = (text: string, many = isMany) =>
    typed.change(connectionId, { filter: text, isMany: many && text !== '' });
  const [isAtStart] = useState(takesFocus);
  useEffect(() => {
    if (isAtStart) focusTarget('topic-filter');
  }, [isAtStart]);
  useFocusOfOther(connectionId, isMany);

  const filters = isMany ? filterLines(filter) : filter === '' ? [] : [filter];
  const errors = new Map<string, string>();
  for (const one of filters) {
    const error = topicFilterErrorText(one, version);
    if (error !== undefined) errors.set(one, error);
  }
  const valid = filters.filter((one) => !errors.has(one));
  const subscribed = new Set(known.map((one) => one.subscription.filter));
  const already = valid.filter((one) => subscribed.has(one));
  /** With several filters, each note names its own. */
  const noteOf = (one: string, note: string) =>
    isMany ? draftErrors.filter(shownName(one), note) : note;
  const notes = [
    ...[...errors].map(([one, error]) => ({ text: noteOf(one, error), isError: true })),
    ...already.map((one) => ({ text: noteOf(one, t.already), isError: false })),
  ];
  const isInvalid = errors.size > 0;
  const own = useDevice(connectionId);
  const notesOf = useLoaded(doubting, device !== undefined);
  const doubted = valid.map((one) => ({ filter: one, qos: options.qos }));
  const doubts = (device !== undefined && valid.length > 0 && notesOf?.(doubted, device)) || [];

  const { isWrong, rows: _rows, ...asked } = options;
  const submit = () => {
    const [first, ...others] = valid.map((one) => ({ filter: one, ...asked }));
    if (first === undefined || isWrong === true) return;
    onSubscribe(first, ...others);
    // Invalid filters stay, to be mended.
    setText([...errors.keys()].join('\n'));
  };
  const field = {
    'data-focus': 'topic-filter',
    'aria-label': t.filter,
    'aria-keyshortcuts': 'S',
    'aria-invalid': isInvalid || undefined,
    'aria-describedby': notes.length > 0 || doubts.length > 0 ? id : undefined,
    value: filter,
    onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) =>
      setText(event.target.value),
    autoComplete: 'off',
    autoCapitalize: 'off',
    spellCheck: false,
  } as const;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div className={classes('mt-2 flex items-center gap-1', isMany && 'flex-wrap')}>
        <div
          className={classes(boxClasses(isInvalid), isMany ? 'h-auto! basis-full py-1' : 'flex-1')}
        >
          {isMany ? (
            <textarea
              {...field}
              rows={Math.min(filter.split('\n').length, MOST_LINES)}
              wrap="off"
              className={classes(inputClasses(filter), 'resize-none font-mono text-base')}
              onKeyDown={(event) => {
                const { key, shiftKey, nativeEvent } = event;
                if (key !== 'Enter' || shiftKey || nativeEvent.isComposing) return;
                event.preventDefault();
                submit();
              }}
            />
          ) : (
            <input
              {...field}
              type="text"
              placeholder={device === undefined ? t.filterPlaceholder : customTopicOf(device)}
              className={classes(inputClasses(filter), 'font-mono text-base')}
              onPaste={(event) => {
                const text = pastedFilters(event);
                if (text !== undefined) setText(text, text.includes('\n'));
              }}
            />
          )}
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
          disabled={valid.length === 0 || isWrong === true}
        >
          {''}
        </Button>
      </div>
      {own !== undefined && filter === '' && (
        <OwnTopics
          device={own}
          use="subscribe"
          without={[...subscribed]}
          onChoose={(topic) => onSubscribe({ filter: topic, ...asked })}
          onChooseAll={(topics) => {
            const [first, ...others] = topics.map((one) => plainSubscription(one, 1));
            if (first !== undefined) onSubscribe(first, ...others);
          }}
        />
      )}
      <div id={id} className="max-h-40 overflow-auto text-xs text-fg-2">
        {notes.slice(0, MOST_NOTES).map(({ text, isError }) => (
          <p key={text} className={classes('mt-1 break-words', isError && 'text-err')}>
            {text}
          </p>
        ))}
        {notes.length > MOST_NOTES && <p className="mt-1">{t.more(notes.length - MOST_NOTES)}</p>}
        <Warnings texts={doubts} />
      </div>
      {version === 5 && isOpen && <MoreOptions options={options} onChange={change} />}
    </form>
  );
}

/** The field with one line and that with several replace each other. The new one gets the focus. */
function useFocusOfOther(connectionId: string, isMany: boolean): void {
  const before = useRef({ connectionId, isMany });
  useEffect(() => {
    const { current } = before;
    before.current = { connectionId, isMany };
    if (current.connectionId === connectionId && current.isMany !== isMany)
      focusTarget('topic-filter');
  }, [connectionId, isMany]);
}
