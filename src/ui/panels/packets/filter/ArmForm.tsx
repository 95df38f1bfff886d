import { useId, useState } from 'react';
import { Button, Popover, Segments, TextField, useText } from '#kit';
import type { ArmedAction } from '../../../../engine/filtering/armedStatus.ts';
import { arm, askToNotify, notifying } from '../../../session/filter/arming.ts';
import { errorIn } from '../../../session/filter/corrected.ts';
import { useFilter } from '../../../session/filter/filters.ts';

const ACTIONS: readonly ArmedAction[] = ['keep', 'stop', 'notify'];
const MOST_AROUND = 10_000;
/** Default number of packets before and after. */
const AROUND = '50';

interface ArmFormProps {
  readonly connectionId: string;
  readonly onClose: () => void;
}

/** Form for arming a filter: its condition, the packets to keep, and the action. */
export function ArmForm({ connectionId, onClose }: ArmFormProps) {
  const { filter, filtering: t, explain } = useText();
  const { applied } = useFilter(connectionId);
  const [text, setText] = useState(applied);
  const [around, setAround] = useState(AROUND);
  const [action, setAction] = useState<ArmedAction>('keep');
  const [tried, setTried] = useState(false);
  const error = errorIn(text);
  const wrongText =
    error === undefined
      ? text.trim() === ''
        ? t.arm.empty
        : undefined
      : `${t.column(error.column)} ${explain.filterError(error)}`;
  const packets = /^\d{1,5}$/.test(around.trim()) ? Number(around) : Number.NaN;
  const wrongAround = packets <= MOST_AROUND ? undefined : t.arm.aroundError;
  const go = (): void => {
    setTried(true);
    if (wrongText !== undefined || wrongAround !== undefined) return;
    arm(connectionId, { text: text.trim(), around: packets, action });
    onClose();
  };
  return (
    <Popover label={filter.armTitle} onClose={onClose} className="top-full right-2 mt-1 w-96 p-3">
      <div className="flex flex-col gap-3">
        <h2 className="text-base font-semibold">{filter.armTitle}</h2>
        <p className="text-fg-2">{t.arm.text}</p>
        <TextField
          label={t.arm.filter}
          value={text}
          onChange={setText}
          onEnter={go}
          mono
          error={tried || (error !== undefined && text !== '') ? wrongText : undefined}
        />
        <TextField
          label={t.arm.around}
          value={around}
          onChange={setAround}
          onEnter={go}
          inputMode="numeric"
          error={wrongAround}
        />
        <ActionChoice action={action} onChange={setAction} />
        {action === 'notify' && <Permission />}
        <div className="flex justify-end">
          <Button look="primary" onClick={go}>
            {t.arm.go}
          </Button>
        </div>
      </div>
    </Popover>
  );
}

interface ActionChoiceProps {
  readonly action: ArmedAction;
  readonly onChange: (action: ArmedAction) => void;
}

function ActionChoice({ action, onChange }: ActionChoiceProps) {
  const t = useText().filtering.arm;
  const id = useId();
  return (
    <div>
      <p id={id} className="mb-1 text-xs text-fg-2">
        {t.action}
      </p>
      <Segments
        label={t.action}
        value={action}
        options={ACTIONS.map((value) => ({ value, label: t.actions[value] }))}
        onChange={onChange}
      />
      <p className="mt-1 text-xs text-fg-2">{t.actionHints[action]}</p>
    </div>
  );
}

/** The browser is asked only when the user presses the button. */
function Permission() {
  const t = useText().filtering.arm;
  const [state, setState] = useState(notifying);
  return (
    <div className="flex items-center gap-2 text-xs text-fg-2">
      {state === 'ask' ? (
        <Button
          onClick={() => {
            void askToNotify().then(setState);
          }}
        >
          {t.allow}
        </Button>
      ) : (
        <span>{t.permission[state]}</span>
      )}
    </div>
  );
}
