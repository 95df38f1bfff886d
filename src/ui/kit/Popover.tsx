import { type ReactNode, useEffect, useRef } from 'react';
import { classes } from './classes.ts';

interface PopoverProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly className?: string;
}

/** What floats over the panes, not modal: Escape or a click elsewhere closes it. Place it in a `relative` box. */
export function Popover({ open, onClose, children, className }: PopoverProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) {
      return undefined;
    }
    const onPointer = (event: PointerEvent) => {
      const anchor = box.current?.parentElement;
      if (event.target instanceof Node && anchor?.contains(event.target) !== true) {
        onClose();
      }
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') {
        event.stopPropagation();
        onClose();
      }
    };
    document.addEventListener('pointerdown', onPointer);
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('pointerdown', onPointer);
      document.removeEventListener('keydown', onKey);
    };
  }, [open, onClose]);
  if (!open) {
    return null;
  }
  return (
    <div
      ref={box}
      className={classes(
        'absolute z-20 rounded-md border border-ctl bg-pop py-1 shadow-pop',
        className,
      )}
    >
      {children}
    </div>
  );
}
