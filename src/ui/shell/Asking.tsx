import { X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button, Dialog, IconButton, useText } from '#kit';
import {
  answerInstead,
  answerQuestion,
  dropUndos,
  type Undo,
  undoLast,
  useConfirm,
} from '../session/dialogs/confirm.ts';

/** ms that an offer to undo stays. */
const UNDO_STAYS = 12_000;

/** Asks for confirmation before something is lost. */
export function QuestionDialog() {
  const question = useConfirm((state) => state.question);
  const t = useText().shell;
  return (
    <Dialog
      open={question !== undefined}
      label={question?.title ?? ''}
      onClose={() => answerQuestion(false)}
      className="w-100 max-w-[calc(100vw-32px)]"
    >
      <div className="p-4">
        <h2 className="text-base font-semibold break-words">{question?.title}</h2>
        <p className="mt-2 text-fg-2">{question?.text}</p>
        <div className="mt-4 flex justify-end gap-2">
          <Button onClick={() => answerQuestion(false)}>{t.cancel}</Button>
          {question?.instead !== undefined && (
            <Button onClick={answerInstead}>{question.instead.action}</Button>
          )}
          <Button look="danger" onClick={() => answerQuestion(true)}>
            {question?.action ?? ''}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

/** Offers to undo an action. */
export function UndoOffer() {
  const { undos, notUndone } = useConfirm();
  const last = undos.at(-1);
  return (last !== undefined || notUndone !== undefined) && <Offer {...{ last, notUndone }} />;
}

interface OfferProps {
  readonly last: Undo | undefined;
  readonly notUndone: string | undefined;
}

/** Offers to undo the last action, or explains why undoing failed. */
function Offer({ last, notUndone }: OfferProps) {
  const t = useText().shell;
  const [isHeld, setHeld] = useState(false);
  useEffect(() => {
    // Hovering or focusing the notice keeps it open, because the user is about to use it.
    if (isHeld) return undefined;
    const timer = setTimeout(dropUndos, last?.stays ?? UNDO_STAYS);
    return () => clearTimeout(timer);
  }, [last, isHeld]);
  return (
    <section
      aria-label={t.undo}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className="fixed bottom-8 left-1/2 z-30 flex max-w-[calc(100vw-16px)] -translate-x-1/2 items-center gap-2 rounded-md border border-ctl bg-pop py-1 pr-1 pl-3 shadow-pop"
    >
      <span
        role={notUndone === undefined ? undefined : 'alert'}
        className="max-w-100 truncate"
        title={notUndone ?? last?.text}
      >
        {notUndone === undefined ? last?.text : t.notUndone(notUndone)}
      </span>
      {last !== undefined && (
        <Button look="action" keys="Ctrl Z" onClick={undoLast}>
          {t.undo}
        </Button>
      )}
      <IconButton small label={t.dismiss} onClick={dropUndos}>
        <X size={14} aria-hidden />
      </IconButton>
    </section>
  );
}
