import { X } from 'lucide-react';
import { useEffect } from 'react';
import { Button } from '../kit/Button.tsx';
import { Dialog } from '../kit/Dialog.tsx';
import { IconButton } from '../kit/IconButton.tsx';
import { useText } from '../kit/language/useText.ts';
import { answer, answerInstead, dropUndo, useAsking } from '../session/asking.ts';

/** ms that an offer to undo stays. */
const UNDO_STAYS = 12_000;

/** The question before something is lost, and the offer to undo what was. */
export function Asking() {
  const { question, undo } = useAsking();
  const t = useText().shell;
  useEffect(() => {
    if (undo === undefined) {
      return undefined;
    }
    const timer = setTimeout(dropUndo, UNDO_STAYS);
    return () => clearTimeout(timer);
  }, [undo]);
  return (
    <>
      <Dialog
        open={question !== undefined}
        label={question?.title ?? ''}
        onClose={() => answer(false)}
        className="w-100 max-w-[calc(100vw-32px)]"
      >
        <div className="p-4">
          <h2 className="text-base font-semibold break-words">{question?.title}</h2>
          <p className="mt-2 text-fg-2">{question?.text}</p>
          <div className="mt-4 flex justify-end gap-2">
            <Button onClick={() => answer(false)}>{t.cancel}</Button>
            {question?.instead !== undefined && (
              <Button onClick={answerInstead}>{question.instead.action}</Button>
            )}
            <Button look="danger" onClick={() => answer(true)}>
              {question?.action ?? ''}
            </Button>
          </div>
        </div>
      </Dialog>
      {undo !== undefined && (
        <section
          aria-label={t.undo}
          className="fixed bottom-8 left-1/2 z-30 flex -translate-x-1/2 items-center gap-2 rounded-md border border-ctl bg-pop py-1 pr-1 pl-3 shadow-pop"
        >
          <span className="max-w-100 truncate">{undo.text}</span>
          <Button
            look="quiet"
            onClick={() => {
              undo.run();
              dropUndo();
            }}
          >
            {t.undo}
          </Button>
          <IconButton small label={t.dismiss} onClick={dropUndo}>
            <X size={14} aria-hidden />
          </IconButton>
        </section>
      )}
    </>
  );
}
