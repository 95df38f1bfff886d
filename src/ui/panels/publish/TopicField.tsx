import { type KeyboardEvent, useId, useState } from 'react';
import {
  boxClasses,
  ComboOption,
  classes,
  described,
  descriptionId,
  Field,
  inputClasses,
  later,
  nameEnd,
  nameStart,
  useFirstText,
} from '#kit';
import type { DeviceName } from '../../../alibaba/alink/deviceName.ts';
import { isOfPlatform } from '../../../alibaba/alink/families.ts';
import { visibleName } from '../../../base/visibleText.ts';
import { OwnTopics } from '../../pieces/forms/OwnTopics.ts';
import { useDevice } from '../../session/alink/device.ts';
import { useAnswer } from '../../session/connection/workerQuestions.ts';
import { changeForm, takeTopic } from '../../session/publish/forms.ts';
import { isOffered } from '../../session/publish/offeredTopic.ts';
import { takeCommand } from '../../session/publish/pastedCommand.ts';

const ThingModel = later(async () => (await import('./device/ThingModel.tsx')).ThingModel, {
  Waits: () => null,
});

interface TopicFieldProps {
  readonly connectionId: string;
  readonly value: string;
  readonly error: string | undefined;
  /** Warnings about values that the server may reject. */
  readonly warnings: readonly string[];
  readonly device: DeviceName | undefined;
}

const NONE: readonly { readonly topic: string; readonly messages: number }[] = [];

/** A topic name, completed from the topics of the capture. A pasted `mosquitto_pub` command fills the whole form. */
export function TopicField({ connectionId, value, error, warnings, device }: TopicFieldProps) {
  const t = useFirstText().publish;
  const id = useId();
  const listId = `${id}-list`;
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(-1);
  const answer = useAnswer(
    connectionId,
    open ? { kind: 'complete-topic', prefix: value } : undefined,
  );
  const topics = answer?.filter((one) => one.topic !== value) ?? NONE;
  const shown = topics.slice(0, 8);
  const own = useDevice(connectionId);

  const choose = (topic: string) => {
    changeForm(connectionId, { topic });
    setOpen(false);
    setAt(-1);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setOpen(true);
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setAt(shown.length === 0 ? -1 : (at + step + shown.length) % shown.length);
      return;
    }
    const chosen = shown[at];
    if (
      (event.key === 'Enter' || event.key === 'Tab') &&
      chosen !== undefined &&
      !event.ctrlKey &&
      !event.metaKey
    ) {
      event.preventDefault();
      choose(chosen.topic);
    } else if (event.key === 'Escape' && open) {
      event.stopPropagation();
      setOpen(false);
      setAt(-1);
    }
  };
  return (
    <Field id={id} label={t.topic} error={error} warnings={warnings}>
      <div className="relative">
        <div className={boxClasses(error !== undefined)}>
          <input
            id={id}
            type="text"
            role="combobox"
            data-focus="publish-topic"
            aria-autocomplete="list"
            aria-expanded={shown.length > 0}
            aria-controls={listId}
            aria-activedescendant={at >= 0 && at < shown.length ? `${listId}-${at}` : undefined}
            aria-invalid={error !== undefined || undefined}
            aria-describedby={described({ error: error, warnings }) ? descriptionId(id) : undefined}
            placeholder={
              device === undefined
                ? t.topicPlaceholder
                : `/${device.productKey}/${device.deviceName}/user/update`
            }
            className={classes(inputClasses(value), 'font-mono text-base')}
            value={value}
            onChange={(event) => {
              takeTopic(connectionId, event.target.value);
              setOpen(true);
              setAt(-1);
            }}
            onFocus={(event) => {
              // Typing replaces the suggestion.
              if (isOffered(connectionId)) event.currentTarget.select();
            }}
            onPaste={(event) => {
              if (takeCommand(connectionId, event.clipboardData.getData('text/plain')))
                event.preventDefault();
            }}
            onKeyDown={onKeyDown}
            onBlur={() => setOpen(false)}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
          />
        </div>
        <div
          id={listId}
          role="listbox"
          aria-label={t.completions}
          hidden={shown.length === 0}
          className="absolute inset-x-0 top-full z-20 mt-1 max-h-60 overflow-auto rounded-md border border-ctl bg-pop py-1 shadow-pop"
        >
          {shown.map(({ topic, messages }, place) => (
            <ComboOption
              key={topic}
              id={`${listId}-${place}`}
              isActive={place === at}
              onChoose={() => choose(topic)}
              className="h-(--h-small) justify-between gap-2 px-2"
            >
              <span className="cut-start font-mono" title={visibleName(nameStart(topic))}>
                <Completed topic={topic} typed={value.length} />
              </span>
              <span className="shrink-0 text-xs text-fg-2">{t.seen(messages)}</span>
            </ComboOption>
          ))}
        </div>
      </div>
      {own !== undefined && value === '' && (
        <OwnTopics device={own} use="publish" onChoose={choose} />
      )}
      {(own !== undefined || isOfPlatform(value)) && (
        <ThingModel connectionId={connectionId} topic={value} own={own} />
      )}
    </Field>
  );
}

/**
 * Typed text with its completion. Visible characters are computed for the whole, because the split may cut a
 * sequence.
 */
function Completed({ topic, typed }: { readonly topic: string; readonly typed: number }) {
  const shown = visibleName(nameEnd(topic));
  const cut = shown === topic ? typed : 0;
  return (
    <bdi>
      <span className="text-fg-2">{shown.slice(0, cut)}</span>
      <b className="font-semibold">{shown.slice(cut)}</b>
    </bdi>
  );
}
