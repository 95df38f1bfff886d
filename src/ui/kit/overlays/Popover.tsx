import { type ReactNode, useEffect, useLayoutEffect, useRef } from 'react';
import { Boundary } from '../failures/Boundary.tsx';
import { FailedPart } from '../failures/FailedPart.tsx';
import { classes } from '../page/classes.ts';

interface PopoverProps {
  readonly id?: string;
  readonly label: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Position in the nearest positioned ancestor. */
  readonly className?: string;
}

/** px between the popover and the window's edge. */
const MARGIN = 8;

/** Keeps the box at its place in its pane, and whole: neither the pane nor the window cuts it. */
function putInWindow(element: HTMLElement): void {
  const { style } = element;
  style.cssText = `max-height: ${window.innerHeight - 2 * MARGIN}px`;
  const { left, top, width, height } = element.getBoundingClientRect();
  const to = {
    left: Math.max(MARGIN, Math.min(left, window.innerWidth - MARGIN - width)),
    top: Math.max(MARGIN, Math.min(top, window.innerHeight - MARGIN - height)),
  };
  Object.assign(style, {
    position: 'fixed',
    inset: 'auto',
    margin: '0',
    width: `${width}px`,
    left: '0px',
    top: '0px',
  });
  // A pane that contains its layout is the origin, too.
  const origin = element.getBoundingClientRect();
  style.left = `${to.left - origin.left}px`;
  style.top = `${to.top - origin.top}px`;
}

/**
 * A box that floats over its pane without blocking it. It takes the focus and returns it afterwards. Escape,
 * a press elsewhere and a focus elsewhere close it.
 */
export function Popover({ id, label, onClose, children, className }: PopoverProps) {
  const box = useRef<HTMLDivElement>(null);
  const close = useRef(onClose);
  useEffect(() => {
    close.current = onClose;
  });
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const place = (): void => putInWindow(element);
    place();
    // Its content may grow, for example by an error. In the next frame, because placing changes its size again.
    const observer = new ResizeObserver(() => requestAnimationFrame(place));
    observer.observe(element);
    window.addEventListener('resize', place);
    return () => {
      observer.disconnect();
      window.removeEventListener('resize', place);
    };
  }, []);
  useEffect(() => {
    const element = box.current;
    const before = document.activeElement;
    const beside = element?.parentElement;
    const first =
      element?.querySelector<HTMLElement>('[data-autofocus]') ??
      element?.querySelector<HTMLElement>('input, button, select');
    first?.focus({ preventScroll: true });
    const outside = ({ target }: Event): void => {
      // A press on the opener also closes the popover.
      if (!(target instanceof Node) || element?.contains(target) || before?.contains(target))
        return;
      close.current();
    };
    document.addEventListener('pointerdown', outside);
    document.addEventListener('focusin', outside);
    return () => {
      document.removeEventListener('pointerdown', outside);
      document.removeEventListener('focusin', outside);
      const isLost =
        document.activeElement === document.body || element?.contains(document.activeElement);
      if (isLost !== true) return;
      // A command may have opened it from a list that is no longer shown.
      const isThere = before?.isConnected === true && before !== document.body;
      const next = isThere ? before : beside?.querySelector('button');
      if (next instanceof HTMLElement) next.focus({ preventScroll: true });
    };
  }, []);
  return (
    // Escape is for whatever in it has the focus.
    <div
      ref={box}
      id={id}
      role="dialog"
      aria-label={label}
      onKeyDown={(event) => {
        // Key handlers of the panes around must not act on elements under the popover.
        event.stopPropagation();
        if (event.key === 'Escape') onClose();
      }}
      className={classes(
        'absolute z-30 max-w-[calc(100vw-16px)] overflow-auto rounded-md border border-ctl bg-pop text-fg shadow-pop',
        className,
      )}
    >
      <Boundary
        part="popover"
        name={label}
        instead={(failed) => <FailedPart {...failed} onClose={onClose} />}
      >
        {children}
      </Boundary>
    </div>
  );
}
