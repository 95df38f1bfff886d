import { type ReactNode, useState } from 'react';
import { visibleText } from '../../../../base/visibleText.ts';
import type { Refused } from '../../../../broker/core/commands/refusals.ts';
import { Button } from '../../../kit/controls/Button.tsx';
import { useText } from '../../../kit/language/useText.ts';

interface EditFormProps {
  readonly title: string;
  /** Label of the button. */
  readonly action: string;
  readonly isReady: boolean;
  /** Why it was refused; undefined: it is done. */
  readonly submit: () => Promise<Refused | undefined>;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Form of a dialog that the platform may reject. The rejection is shown in the form. */
export function EditForm({ title, action, isReady, submit, onClose, children }: EditFormProps) {
  const t = useText().platformEdit;
  const [refused, setRefused] = useState<Refused>();
  const send = async (): Promise<void> => {
    const why = await submit();
    if (why === undefined) onClose();
    else setRefused(why);
  };
  return (
    <form
      className="flex flex-col gap-3 p-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) void send();
      }}
    >
      <h2 className="text-base font-semibold break-words">{title}</h2>
      {children}
      <RefusalLine refused={refused} />
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{t.cancel}</Button>
        <Button look="primary" type="submit" disabled={!isReady}>
          {action}
        </Button>
      </div>
    </form>
  );
}

/** Reason why the platform rejected a form. */
function RefusalLine({ refused }: { refused: Refused | undefined }) {
  const { explain } = useText();
  if (refused === undefined) return null;
  return (
    <p role="alert" className="wrap-anywhere text-err">
      {visibleText(explain.refusal(refused))}
    </p>
  );
}
