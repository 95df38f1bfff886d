import { type KeyboardEvent, useEffect, useRef } from 'react';
import { useFirstText, useSheet } from '#kit';
import { ProfilesPane } from '../../panels/editor/ProfilesPane.tsx';
import { useConnections } from '../../session/connection/connections.ts';
import { closeOverlay, useOverlay } from '../../session/dialogs/overlay.ts';

/** All saved connections: to find, open, arrange, import, export and delete. */
export function AllProfiles() {
  const isOpen = useOverlay((state) => state.open === 'profiles');
  return isOpen && <OpenList />;
}

/** Not modal, so that the offer to undo a deletion stays within reach. */
function OpenList() {
  const t = useFirstText().editor;
  const active = useConnections((state) => state.active);
  const list = useRef<HTMLElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    list.current?.querySelector('input')?.focus();
    return () => {
      if (document.activeElement === document.body && before instanceof HTMLElement) before.focus();
    };
  }, []);
  const sheet = useSheet(list, closeOverlay);
  const onKeyDown = (event: KeyboardEvent) => {
    sheet.onKeyDown(event);
    // Alt and an arrow move a profile; they and Alt 1 to 4 are nothing for the desk behind.
    if (event.altKey) event.stopPropagation();
  };
  return (
    <div
      className="fixed inset-0 z-30 grid place-items-center bg-black/50 p-4"
      onPointerDown={sheet.onScrim}
    >
      <section
        ref={list}
        role="dialog"
        data-overlay
        data-sheet
        aria-label={t.profiles}
        onKeyDown={onKeyDown}
        className="h-150 max-h-full w-120 max-w-full rounded-md border border-line bg-pop shadow-pop"
      >
        <ProfilesPane connectionId={active} />
      </section>
    </div>
  );
}
