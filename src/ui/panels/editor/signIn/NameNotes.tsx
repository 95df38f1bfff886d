import { useText } from '#kit';
import { checkNames } from '../../../../alibaba/validate.ts';

interface NameNotesProps {
  readonly productKey: string | undefined;
  readonly deviceName: string | undefined;
}

/** Violations of the platform's rules for product keys and device names, independent of the signature. */
export function NameNotes(names: NameNotesProps) {
  const { editor, kit, typed } = useText();
  const notes = checkNames(names);
  if (notes.length === 0) return null;
  return (
    <ul className="text-xs/5 text-warn">
      {notes.map(({ field, note }) => (
        <li key={`${field} ${note.key}`}>{editor[field] + kit.colon + typed.platformNote(note)}</li>
      ))}
    </ul>
  );
}
