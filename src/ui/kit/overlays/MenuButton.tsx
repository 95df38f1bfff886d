import { ChevronDown } from 'lucide-react';
import { type ReactNode, useCallback, useRef, useState } from 'react';
import { later } from '../loading/later.tsx';
import { WaitsOver } from '../loading/Waits.tsx';
import { classes } from '../page/classes.ts';
import { DialogBoundary } from './DialogBoundary.tsx';
import type { MenuPlace } from './MenuPane.tsx';

/** A menu of the first screen: its code is loaded when it opens. */
export const LaterMenu = later(async () => (await import('./Menu.tsx')).Menu, { Waits: WaitsOver });

interface MenuButtonProps {
  readonly label: string;
  readonly icon: ReactNode;
  /** Shows the name, with a sign that the button opens a menu. */
  readonly opens?: boolean;
  /** Drawn like a pressed toggle, for a choice that is not the usual one. */
  readonly pressed?: boolean;
  /** Created when it opens. */
  readonly menu: (place: MenuPlace, onClose: () => void) => ReactNode;
}

/** An icon that opens a menu below it. */
export function MenuButton(props: MenuButtonProps) {
  const { label, icon, opens = false, pressed = false, menu } = props;
  const button = useRef<HTMLButtonElement>(null);
  const [place, setPlace] = useState<MenuPlace>();
  const close = useCallback(() => setPlace(undefined), []);
  const open = (): void => {
    const edges = button.current?.getBoundingClientRect();
    if (edges !== undefined)
      setPlace({ x: edges.right, y: edges.bottom, fromRight: true, height: edges.height });
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={place !== undefined}
        title={label}
        onPointerDown={(event) => {
          // The open menu would close for this press, and its click would open it again.
          if (place !== undefined) event.stopPropagation();
        }}
        onClick={() => (place === undefined ? open() : close())}
        className={classes(
          opens
            ? 'inline-flex h-(--h-small) items-center gap-1 px-1.5'
            : 'inline-grid size-(--h-small) place-items-center',
          'shrink-0 rounded-md border border-transparent',
          pressed && 'bg-sel font-medium',
          place === undefined && !pressed
            ? 'text-fg-2 hover:bg-raised hover:text-fg'
            : classes('text-fg', !pressed && 'bg-raised'),
        )}
      >
        {icon}
        {opens && (
          <>
            <span aria-hidden="true">{label}</span>
            <ChevronDown size={12} aria-hidden />
          </>
        )}
      </button>
      {place !== undefined && (
        <DialogBoundary part="menu" name={label} onClose={close}>
          <Opened menu={menu} place={place} onClose={close} />
        </DialogBoundary>
      )}
    </>
  );
}

interface OpenedProps extends Pick<MenuButtonProps, 'menu'> {
  readonly place: MenuPlace;
  readonly onClose: () => void;
}

const Opened = ({ menu, place, onClose }: OpenedProps) => menu(place, onClose);
