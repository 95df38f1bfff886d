import { Check, OctagonAlert, X } from 'lucide-react';
import { useEffect } from 'react';
import { Button, IconButton, Progress, useText } from '#kit';
import { dropOutcome, useSaves } from '../../session/captures/saves.ts';
import { stopSaving } from '../../session/captures/saving.ts';

/** ms that a good outcome stays. */
const OUTCOME_STAYS = 12_000;

/** Progress and outcome of saving a file. */
export function SaveProgress() {
  const { captures: t, shell } = useText();
  const { underWay, outcome } = useSaves();
  useEffect(() => {
    if (outcome === undefined || outcome.failed) return undefined;
    const timer = setTimeout(dropOutcome, OUTCOME_STAYS);
    return () => clearTimeout(timer);
  }, [outcome]);
  if (underWay === undefined && outcome === undefined) return null;
  return (
    <section
      aria-label={t.saving.title}
      className="fixed bottom-20 left-1/2 z-30 flex max-w-[calc(100vw-32px)] -translate-x-1/2 items-center gap-3 rounded-md border border-ctl bg-pop py-1 pr-1 pl-3 shadow-pop"
    >
      {underWay !== undefined ? (
        <>
          <span>{t.saving.progress(underWay.examined, underWay.packets)}</span>
          <Progress label={underWay.name} max={underWay.packets} value={underWay.examined} />
          <Button look="action" onClick={stopSaving}>
            {t.saving.stop}
          </Button>
        </>
      ) : (
        <>
          {outcome?.failed === true ? (
            <OctagonAlert size={14} aria-hidden className="shrink-0 text-err" />
          ) : (
            <Check size={14} aria-hidden className="shrink-0 text-ok" />
          )}
          <span className="min-w-0 break-words">{outcome?.text}</span>
          <IconButton small label={shell.dismiss} onClick={dropOutcome}>
            <X size={14} aria-hidden />
          </IconButton>
        </>
      )}
    </section>
  );
}
