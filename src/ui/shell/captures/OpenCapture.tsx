import { FileDown } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useFirstText } from '#kit';
import { openCaptures, registerInput } from '../../session/captures/openCapture.ts';
import { mayBeBytes, openPastedBytes } from '../../session/captures/pasteBytes.ts';

/** The input of the button `Open capture`, files dragged onto the window, and texts pasted outside fields. */
export function OpenCapture() {
  const t = useFirstText().captures;
  const isDragged = useDroppedFiles();
  useEffect(listenToPaste, []);
  return (
    <>
      <input
        ref={registerInput}
        type="file"
        multiple
        hidden
        aria-label={t.openFile}
        onChange={({ target }) => {
          void openCaptures(target.files ?? []);
          // The same file may be chosen again.
          target.value = '';
        }}
      />
      {isDragged && (
        <div className="pointer-events-none fixed inset-0 z-40 grid place-items-center bg-black/50 p-6">
          <p className="flex items-center gap-3 rounded-md border-2 border-dashed border-accent bg-pop px-6 py-4 text-base font-semibold shadow-pop">
            <FileDown size={20} aria-hidden className="text-accent" />
            {t.drop}
          </p>
        </div>
      )}
    </>
  );
}

const carriesFiles = (event: DragEvent): boolean =>
  event.dataTransfer?.types.includes('Files') === true;

function listenToPaste(): () => void {
  const paste = (event: ClipboardEvent): void => {
    const { target, clipboardData } = event;
    const isField =
      target instanceof Element &&
      target.closest('input, textarea, select, [contenteditable]') !== null;
    if (isField || event.defaultPrevented || clipboardData === null) return;
    const text = clipboardData.getData('text');
    if (clipboardData.files.length > 0) void openCaptures(clipboardData.files);
    else if (mayBeBytes(text)) void openPastedBytes(text);
  };
  window.addEventListener('paste', paste);
  return () => window.removeEventListener('paste', paste);
}

/** Whether files are held over the window now. */
/** True if the element under the pointer accepts files itself. */
function isClaimed({ target }: DragEvent): boolean {
  return target instanceof Element && target.closest('[data-drop]') !== null;
}

function useDroppedFiles(): boolean {
  const [isDragged, setIsDragged] = useState(false);
  useEffect(() => {
    const over = (event: DragEvent): void => {
      if (!carriesFiles(event)) return;
      setIsDragged(!isClaimed(event));
      // Otherwise the browser would open the file instead of the app.
      event.preventDefault();
    };
    const leave = (event: DragEvent): void => {
      // Between two elements of the page, `relatedTarget` is the entered element.
      if (event.relatedTarget === null) setIsDragged(false);
    };
    const drop = (event: DragEvent): void => {
      setIsDragged(false);
      if (!carriesFiles(event) || isClaimed(event)) return;
      event.preventDefault();
      if (event.dataTransfer !== null) void openCaptures(event.dataTransfer.files);
    };
    window.addEventListener('dragenter', over);
    window.addEventListener('dragover', over);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragenter', over);
      window.removeEventListener('dragover', over);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
    };
  }, []);
  return isDragged;
}
