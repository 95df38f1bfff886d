import { useState } from 'react';
import { Button } from '../../kit/Button.tsx';
import { useSoonText } from '../../kit/language/soonText.ts';
import { TextField } from '../../kit/TextField.tsx';
import type { Message } from '../../session/publish/form.ts';
import { send } from '../../session/publish/send.ts';
import { useReadOnly } from '../../session/readOnly.ts';

interface RepeatFormProps {
  readonly connectionId: string;
  /** undefined while the form has a fault. */
  readonly message: Message | undefined;
}

const DAY = 86_400_000;

function within(text: string, min: number, max: number): number | undefined {
  const value = /^\d{1,9}$/.test(text.trim()) ? Number(text) : Number.NaN;
  return value >= min && value <= max ? value : undefined;
}

/** The same message again and again. */
export function RepeatForm({ connectionId, message }: RepeatFormProps) {
  const t = useSoonText().publish;
  const isReadOnly = useReadOnly(connectionId);
  const [everyText, setEvery] = useState('1000');
  const [timesText, setTimes] = useState('10');
  const every = within(everyText, 1, DAY);
  const times = within(timesText, 2, 1_000_000);
  return (
    <div className="flex items-start gap-2">
      <TextField
        className="flex-1"
        label={t.every}
        mono
        inputMode="numeric"
        value={everyText}
        onChange={setEvery}
        error={every === undefined ? t.faults.every : undefined}
      />
      <TextField
        className="flex-1"
        label={t.times}
        mono
        inputMode="numeric"
        value={timesText}
        onChange={setTimes}
        error={times === undefined ? t.faults.times : undefined}
      />
      <div className="pt-5">
        <Button
          disabled={
            isReadOnly || message === undefined || every === undefined || times === undefined
          }
          onClick={() => {
            if (message !== undefined && every !== undefined && times !== undefined) {
              send(connectionId, message, { every, times });
            }
          }}
        >
          {t.start}
        </Button>
      </div>
    </div>
  );
}
