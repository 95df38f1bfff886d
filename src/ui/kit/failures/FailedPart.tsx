import { Copy, OctagonAlert, RotateCw } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { errorText } from '../../../base/errorText.ts';
import { Button } from '../controls/Button.tsx';
import { copyAndSay } from '../controls/copyText.ts';
import { Strip } from '../controls/Strip.tsx';
import { useFirstText } from '../language/firstText.ts';
import { classes } from '../page/classes.ts';
import { type Failure, failureDetails } from './failureDetails.ts';

/** Facts about a part that failed. */
export interface FailedProps {
  /** The part's name for people. */
  readonly name: string | undefined;
  readonly failure: Failure;
  /** Renders the part again. */
  readonly again: () => void;
}

/** Characters of a message that are shown. */
const MOST_SHOWN = 300;

interface FailedPartProps extends FailedProps {
  /** Closes the container of the part, such as a dialog. */
  readonly onClose?: (() => void) | undefined;
}

/** Placeholder for a failed part: what happened, and how to continue. */
export function FailedPart({ name, failure, again, onClose }: FailedPartProps) {
  const { failed: t, close } = useFirstText().kit;
  const box = useRef<HTMLDivElement>(null);
  const isOver = onClose !== undefined;
  useEffect(() => {
    // In a dialog, the focused element was removed.
    if (isOver && document.activeElement === document.body)
      box.current?.querySelector('button')?.focus();
  }, [isOver]);
  return (
    <div ref={box} role="alert" data-failed className="min-h-0 overflow-auto">
      <Strip
        tone="err"
        title={t.title(name)}
        actions={
          <>
            <FailedButtons failure={failure} again={again} />
            {isOver && <Button onClick={onClose}>{close}</Button>}
          </>
        }
      >
        <p>{t.text}</p>
        <p className="mt-1 font-mono break-words text-fg-2">{shownError(failure)}</p>
        <p className="mt-1 text-xs text-fg-2">{t.copyNote}</p>
      </Strip>
    </div>
  );
}

/** The exception's own text. Only for the user, because it may quote data. */
export const shownError = ({ error }: Failure): string => errorText(error).slice(0, MOST_SHOWN);

type FailedLineProps = FailedProps & { readonly className?: string };

/** Single-line version. */
export function FailedLine({ name, failure, again, className }: FailedLineProps) {
  const t = useFirstText().kit.failed;
  return (
    <div
      role="alert"
      data-failed
      title={shownError(failure)}
      className={classes('flex min-w-0 items-center gap-2 px-3 text-err', className)}
    >
      <OctagonAlert size={14} aria-hidden className="shrink-0" />
      <span className="min-w-0 truncate">{t.title(name)}</span>
      <FailedButtons failure={failure} again={again} small />
    </div>
  );
}

interface FailedButtonsProps {
  readonly failure: Failure;
  readonly again: () => void;
  readonly small?: boolean;
}

export function FailedButtons({ failure, again, small = false }: FailedButtonsProps) {
  const { failed: t, notLoaded, notCopied } = useFirstText().kit;
  const copy = () => void copyAndSay(failureDetails(failure), t.copied, notCopied);
  // In a narrow row only their icons have room.
  const look = small
    ? ({ look: 'action', className: 'h-(--h-small) @max-md:[&>span]:sr-only' } as const)
    : {};
  return (
    <>
      <Button
        {...look}
        icon={<RotateCw size={14} aria-hidden />}
        title={notLoaded.again}
        onClick={again}
      >
        {notLoaded.again}
      </Button>
      <Button {...look} icon={<Copy size={14} aria-hidden />} title={t.copyNote} onClick={copy}>
        {t.copy}
      </Button>
    </>
  );
}
