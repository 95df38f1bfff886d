import type { ReactNode } from 'react';
import { Boundary } from '../failures/Boundary.tsx';
import { FailedPart } from '../failures/FailedPart.tsx';
import { useFirstText } from '../language/firstText.ts';
import { Dialog } from './Dialog.tsx';

interface DialogBoundaryProps {
  readonly part: string;
  /** The dialog's title. */
  readonly name?: string | undefined;
  /** The dialog is wanted; absent: as long as it is mounted. */
  readonly isOpen?: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Error boundary for a dialog, menu or popover. On failure, a dialog that can be closed is shown instead. */
export function DialogBoundary({ isOpen = true, onClose, ...props }: DialogBoundaryProps) {
  const t = useFirstText().kit.failed;
  const name = props.name ?? t.dialog;
  return (
    <Boundary
      part={props.part}
      name={name}
      of={isOpen}
      missing={null}
      instead={(failed) => (
        <Dialog
          open={isOpen}
          label={t.title(name)}
          onClose={onClose}
          className="w-110 max-w-[calc(100vw-32px)]"
        >
          <FailedPart {...failed} onClose={onClose} />
        </Dialog>
      )}
    >
      {props.children}
    </Boundary>
  );
}
