import { type ReactNode, useEffect, useRef } from 'react';
import { Boundary } from '../failures/Boundary.tsx';
import { FailedPart } from '../failures/FailedPart.tsx';
import { classes } from '../page/classes.ts';

interface DialogProps {
  readonly open: boolean;
  readonly label: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly className?: string;
}

/** A modal dialog: the browser's own, which traps focus and needs no injected style. */
export function Dialog({ open, label, onClose, children, className }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    const before = document.activeElement;
    if (open) {
      element?.showModal();
      // The browser would focus the first focusable element, even a mere box. React sets no `autofocus` attribute that
      // could prevent this.
      element?.querySelector<HTMLElement>('[data-autofocus]')?.focus();
    }
    return () => {
      // Closing returns the focus to its previous element, unless that was removed.
      element?.close();
      if (document.activeElement === document.body && before instanceof HTMLElement)
        before.focus({ preventScroll: true });
    };
  }, [open]);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- a click on the backdrop closes; Escape arrives as `cancel`
    <dialog
      ref={dialog}
      aria-label={label}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onKeyDown={(event) => {
        // The pane around the dialog closes on Escape, too.
        if (event.key === 'Escape') event.stopPropagation();
      }}
      onClick={(event) => {
        if (event.target === dialog.current) {
          onClose();
        }
      }}
      className={classes(
        'm-auto rounded-md border border-ctl bg-pop p-0 text-fg shadow-pop backdrop:bg-black/50',
        className,
      )}
    >
      {open && (
        <Boundary
          part="dialog"
          name={label}
          instead={(failed) => <FailedPart {...failed} onClose={onClose} />}
        >
          {children}
        </Boundary>
      )}
    </dialog>
  );
}
