import { useEffect, useRef } from 'react';
import { focusByDefault, focusIfAwaited, isTouch, useFirstText, useSheet } from '#kit';
import { DEVICE_FOCUS } from '../../session/profiles/debuggerFocus.ts';
import { draftFor } from '../../session/profiles/drafts.ts';
import { useTabName } from '../../session/useTabName.ts';
import { setView } from '../../session/view/tabView.ts';
import { Editor } from './Editor.tsx';
import { BROKER_FOCUS } from './fields/AddressField.tsx';

const SHEET_FOCUS = 'connection-sheet';

/** On touch screens, a field would open the keyboard over the form. */
function firstField(connectionId: string): string {
  if (isTouch()) return SHEET_FOCUS;
  return draftFor(connectionId).mode === 'alibaba' ? DEVICE_FOCUS : BROKER_FOCUS;
}

/** The connection form as a sheet over the desk. It hangs from the tab that it belongs to. */
export function ConnectionSheet({ connectionId }: { connectionId: string }) {
  const t = useFirstText().shell;
  const name = useTabName(connectionId);
  const sheet = useRef<HTMLElement>(null);
  useEffect(() => {
    focusIfAwaited('secret');
    // A field that was asked for may still be loaded.
    if (!sheet.current?.contains(document.activeElement)) focusByDefault(firstField(connectionId));
    return () => {
      if (document.activeElement === document.body) focusByDefault('capture');
    };
  }, [connectionId]);
  const close = () => setView(connectionId, { screen: 'capture' });
  const { onKeyDown, onScrim } = useSheet(sheet, close);
  return (
    <div
      // The form keeps its place when the second column appears beside it.
      className="absolute inset-0 z-30 flex justify-center bg-black/50 max-sm:bg-pane lg:justify-start lg:pl-[max(24px,calc(50%-540px))]"
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
        className="sheet flex max-h-full min-h-0 w-[602px] max-w-full flex-col self-start border border-t-0 border-line bg-pane shadow-pop outline-none max-lg:max-w-[calc(100%-48px)] max-sm:h-full max-sm:w-full max-sm:max-w-full max-sm:border-0 lg:has-[[data-pane=preview]]:w-270"
      >
        <Editor connectionId={connectionId} onClose={close} />
      </section>
    </div>
  );
}
