import { Bookmark, X } from 'lucide-react';
import { useState } from 'react';
import { boxClasses, classes, IconButton, INPUT_CLASSES, useText } from '#kit';
import type { PacketRow } from '../../engine/window/window.ts';
import { setMark, toggleMark, useMark } from '../session/captures/marks.ts';

/** Note on a marked packet, to read and edit. */
export function MarkNote({ connectionId, row }: { connectionId: string; row: PacketRow }) {
  const note = useMark(connectionId, row);
  if (note === undefined) return null;
  return <Note key={row.number} connectionId={connectionId} packet={row.number} note={note} />;
}

interface NoteProps {
  readonly connectionId: string;
  readonly packet: number;
  readonly note: string;
}

function Note({ connectionId, packet, note }: NoteProps) {
  const t = useText().captures.marks;
  const [text, setText] = useState(note);
  const keep = (): void => {
    if (text !== note) setMark(connectionId, packet, text);
  };
  return (
    <div className="flex shrink-0 items-center gap-2 border-b border-line bg-warn-bg px-3 py-1">
      <Bookmark size={14} aria-hidden className="shrink-0 fill-current text-warn" />
      <div className={classes(boxClasses(false), 'h-(--h-small) flex-1')}>
        <input
          type="text"
          aria-label={t.note}
          className={INPUT_CLASSES}
          value={text}
          placeholder={t.notePlaceholder}
          onChange={({ target }) => setText(target.value)}
          onBlur={keep}
          onKeyDown={(event) => {
            if (event.key === 'Enter') keep();
          }}
        />
      </div>
      <IconButton small label={t.unmark} onClick={() => toggleMark(connectionId, packet)}>
        <X size={14} aria-hidden />
      </IconButton>
    </div>
  );
}
