import { useEffect, useRef } from 'react';
import { focusByDefault, focusIfAwaited, useFirstText, useSheet } from '#kit';
import { useTabName } from '../../session/useTabName.ts';
import { setView } from '../../session/view/tabView.ts';
import { Editor } from './Editor.tsx';

const SHEET_FOCUS = 'connection-sheet';

/** The connection form as a sheet over the desk. It hangs from the tab that it belongs to. */
export function ConnectionSheet({ connectionId }: { connectionId: string }) {
  const t = useFirstText().shell;
  const name = useTabName(connectionId);
  const sheet = useRef<HTMLElement>(null);
  useEffect(() => {
    focusIfAwaited('secret');
    // A field that was asked for may still be loaded.
    if (!sheet.current?.contains(document.activeElement)) focusByDefault(SHEET_FOCUS);
    return () => {
      if (document.activeElement === document.body) focusByDefault('capture');
    };
  }, []);
  const close = () => setView(connectionId, { screen: 'capture' });
  const { onKeyDown, onScrim } = useSheet(sheet, close);
  return (
    <div
      className="absolute inset-0 z-30 flex justify-center bg-black/50 max-sm:bg-pane"
      onPointerDown={onScrim}
    >
      <section
        ref={sheet}
        tabIndex={-1}
        role="dialog"
        data-sheet
        data-focus={SHEET_FOCUS}
        aria-label={t.connectionOf(name)}
        onKeyDown={onKeyDown}
        className="sheet flex max-h-full min-h-0 w-270 max-w-full flex-col self-start border border-t-0 border-line bg-pane shadow-pop outline-none max-lg:max-w-[calc(100%-48px)] max-sm:h-full max-sm:max-w-full max-sm:border-0"
      >
        <Editor connectionId={connectionId} onClose={close} />
      </section>
    </div>
  );
}
