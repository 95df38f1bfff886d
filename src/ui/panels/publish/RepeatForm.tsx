import { Square } from 'lucide-react';
import { useId } from 'react';
import { Button, Segments, TextField, useText } from '#kit';
import { perConnection } from '../../session/connection/perConnection.ts';
import type { Message } from '../../session/publish/form.ts';
import { type RepeatText, repeatOf } from '../../session/publish/repeatText.ts';
import { send } from '../../session/publish/send.ts';
import { useReadOnly } from '../../session/readOnly.ts';
import { stopRepeat, useRunning } from './StopButtons.tsx';

/** The form moves when there is room for only one column, so its text is kept outside of it. */
const typed = perConnection<RepeatText>({ per: 'ms', every: '1000', times: '10', topics: '' });

interface RepeatFormProps {
  readonly connectionId: string;
  /** undefined while the form has an error. */
  readonly message: Message | undefined;
}

/** Sends the same message repeatedly, to one or several topics. */
export function RepeatForm({ connectionId, message }: RepeatFormProps) {
  const { repeats: t, publish: stop } = useText();
  const id = useId();
  const isReadOnly = useReadOnly(connectionId);
  const text = typed.use(connectionId);
  const change = (part: Partial<RepeatText>) => typed.change(connectionId, part);
  const running = useRunning(connectionId).find((entry) => entry.message.topic === message?.topic);
  const { repeat, rate, errors = {} } = repeatOf(text, message?.template !== undefined);
  const canStart = !isReadOnly && message !== undefined && repeat !== undefined;
  const start = (): void => {
    if (running === undefined && canStart)
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
          label={t.times}
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
      <div>
        {/* A single button, so that Stop replaces Start and keeps the focus. */}
        <Button
          disabled={running === undefined && !canStart}
          {...(running === undefined && { keys: '↵' })}
          {...(running && {
            icon: <Square size={12} aria-hidden />,
            title: stop.stopRepeat(running.message.topic),
          })}
          onClick={() => {
            if (running === undefined) start();
            else stopRepeat(connectionId, running);
          }}
        >
          {running === undefined ? t.start : stop.stop}
        </Button>
      </div>
    </div>
  );
}
