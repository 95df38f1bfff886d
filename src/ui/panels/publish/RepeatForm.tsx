import { useId, useMemo } from 'react';
import { Button, Segments, Switch, TextField, useText } from '#kit';
import { useConnection } from '../../session/connection/connections.ts';
import { perConnection } from '../../session/connection/perConnection.ts';
import type { Message } from '../../session/publish/form.ts';
import { useForm } from '../../session/publish/forms.ts';
import { linesIn } from '../../session/publish/lines.ts';
import { useRunning } from '../../session/publish/publish.ts';
import type { PublishForm } from '../../session/publish/publishForm.ts';
import { beginAnew, nextLine, sendLines, useLineRun } from '../../session/publish/repeatLines.ts';
import { type RepeatText, repeatOf } from '../../session/publish/repeatText.ts';
import { send } from '../../session/publish/send.ts';
import { useReadOnly } from '../../session/readOnly.ts';

/** The form moves when there is room for only one column, so its text is kept outside of it. */
const typed = perConnection<RepeatText>({
  per: 'ms',
  every: '1000',
  times: '10',
  topics: '',
  isLines: false,
});

interface RepeatFormProps {
  readonly connectionId: string;
  /** undefined while the form has an error. */
  readonly message: Message | undefined;
}

/** Sends the same message repeatedly, or each line of the payload, to one or several topics. */
export function RepeatForm({ connectionId, message }: RepeatFormProps) {
  const t = useText().repeats;
  const id = useId();
  const isReadOnly = useReadOnly(connectionId);
  const text = typed.use(connectionId);
  const change = (part: Partial<RepeatText>) => typed.change(connectionId, part);
  const form = useForm(connectionId);
  const { settings, sent = [] } = useConnection(connectionId, 'settings', 'sent') ?? {};
  const lineRun = useLineRun(connectionId);
  const running = useRunning(connectionId).find((entry) => entry.message.topic === form.topic);
  const { repeat, rate, errors = {} } = repeatOf(text, message?.template !== undefined);
  const { isLines } = text;
  const from = isLines ? nextLine(lineRun, form, sent) : 0;
  const canStart = !isReadOnly && repeat !== undefined && (isLines || message !== undefined);
  const start = (): void => {
    if (running !== undefined || !canStart) return;
    if (isLines) void sendLines(connectionId, form, settings?.version ?? 5, repeat, from);
    else if (message !== undefined)
      send(connectionId, message, { repeat, isInForm: repeat.topics === undefined });
  };
  return (
    <div className="flex flex-col gap-2">
      <div className="flex items-start gap-2">
        <TextField
          className="flex-1"
          label={text.per === 'ms' ? t.every : t.perSecond}
          mono
          inputMode="decimal"
          value={text.every}
          onChange={(every) => change({ every })}
          onEnter={start}
          error={errors.every}
          hint={rate === undefined ? undefined : t.rate(rate)}
        />
        <div className="pt-5">
          <Segments
            label={t.unit}
            value={text.per}
            options={[
              { value: 'ms', label: 'ms' },
              { value: 'rate', label: '1/s' },
            ]}
            onChange={(per) => change({ per })}
          />
        </div>
        <TextField
          className="flex-1"
          label={isLines ? t.rounds : t.times}
          mono
          inputMode="numeric"
          placeholder={t.endless}
          value={text.times}
          onChange={(times) => change({ times })}
          onEnter={start}
          error={errors.times}
        />
      </div>
      <div>
        <label htmlFor={id} className="mb-1 block text-xs text-fg-2">
          {t.topics}
        </label>
        <textarea
          id={id}
          rows={2}
          wrap="off"
          value={text.topics}
          placeholder={t.topicsHint}
          onChange={(event) => change({ topics: event.target.value })}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          aria-invalid={errors.topics !== undefined || undefined}
          aria-describedby={errors.topics === undefined ? undefined : `${id}-fault`}
          className="max-h-40 w-full resize-y rounded-md border border-ctl bg-well px-2 py-1 font-mono text-base leading-5 focus:border-accent"
        />
        {errors.topics !== undefined && (
          <p id={`${id}-fault`} className="text-xs text-err">
            {errors.topics}
          </p>
        )}
      </div>
      <Switch
        label={t.lines}
        checked={isLines}
        // Lines are usually sent once.
        onChange={(on) => change({ isLines: on, times: on ? '1' : '10' })}
      />
      {isLines && (
        <LinesNote form={form} error={running && from === 0 ? undefined : lineRun.error} />
      )}
      <div className="flex gap-2">
        <Button
          disabled={running !== undefined || !canStart}
          keepsFocus={running !== undefined}
          keys="Enter"
          onClick={start}
        >
          {from === 0 ? t.start : t.startAt(from + 1)}
        </Button>
        {running === undefined && from > 0 && (
          <Button look="plain" onClick={() => beginAnew(connectionId)}>
            {t.beginAnew}
          </Button>
        )}
      </div>
    </div>
  );
}

interface LinesNoteProps {
  readonly form: PublishForm;
  readonly error: string | undefined;
}

/** How many messages the lines are. Those of a file are counted when they are sent. */
function LinesNote({ form, error }: LinesNoteProps) {
  const t = useText().repeats;
  const { lines, skipped } = useMemo(() => linesIn(form.payload), [form.payload]);
  return (
    <p role="status" className={error === undefined ? 'text-xs text-fg-2' : 'text-xs text-err'}>
      {error ?? (form.large === undefined ? t.linesOf(lines.length, skipped) : t.linesOfFile)}
    </p>
  );
}
