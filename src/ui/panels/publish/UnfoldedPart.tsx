import { type ReactNode, useEffect, useRef } from 'react';
import { Awaited, Boundary, WaitsHere } from '#kit';
import type { Message } from '../../session/publish/form.ts';
import { AnswersPanel } from './answers/AnswersPanel.tsx';
import { Keep } from './kept/Kept.tsx';
import { RepeatForm } from './RepeatForm.tsx';
import type { Panel } from './unfolded.ts';

interface UnfoldedPartProps {
  readonly connectionId: string;
  readonly panel: Panel;
  /** undefined while the form has an error. */
  readonly message: Message | undefined;
  /** Opened by the user: a form that moves to another place takes no focus. */
  readonly takesFocus: boolean;
}

/** The unfolded part at the end of the form: repeating, saving or answering. */
export function UnfoldedPart({ connectionId, panel, message, takesFocus }: UnfoldedPartProps) {
  return (
    <InSight>
      <Boundary part={panel}>
        <Awaited waits={<WaitsHere />}>
          {takesFocus && <FocusFirst />}
          {panel === 'repeat' && <RepeatForm connectionId={connectionId} message={message} />}
          {panel === 'answer' && <AnswersPanel connectionId={connectionId} />}
          {panel === 'keep' && <Keep connectionId={connectionId} message={message} />}
        </Awaited>
      </Boundary>
    </InSight>
  );
}

/** Moves the focus into the first field or button beside it once that is drawn. Typing replaces the field's text. */
function FocusFirst() {
  const mark = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const box = mark.current?.parentElement;
    const first =
      box?.querySelector<HTMLElement>('input:not(:disabled), textarea:not(:disabled)') ??
      box?.querySelector<HTMLElement>('button:not(:disabled)');
    first?.focus({ preventScroll: true });
    if (first instanceof HTMLInputElement) first.select();
  }, []);
  return <span ref={mark} hidden />;
}

/** Pixels. The panel is smaller until its content is loaded. */
const LEAST_PANEL = 40;

/** Scrolls unfolded content into view once it is drawn. */
function InSight({ children }: { children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => {
      if (element.offsetHeight < LEAST_PANEL) return;
      observer.disconnect();
      element.scrollIntoView({ block: 'nearest' });
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return (
    <div ref={box} className="scroll-mb-3">
      {children}
    </div>
  );
}
