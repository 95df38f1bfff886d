import { Ellipsis } from 'lucide-react';
import { useRef } from 'react';
import { FileInput, Menu, MenuButton, useText } from '#kit';
import { exportMessages, importMessages } from '../../../session/keptMessages/messageFiles.ts';

interface KeptMenuProps {
  readonly hasSome: boolean;
  /** Error of the last attempt. Undefined after success. */
  readonly onError: (error: string | undefined) => void;
}

/** Import and export. */
export function KeptMenu({ hasSome, onError }: KeptMenuProps) {
  const t = useText().keptMessages;
  const file = useRef<HTMLInputElement>(null);
  const items = [
    { id: 'import', label: t.import, note: t.importNote, run: () => file.current?.click() },
    {
      id: 'export',
      label: t.export,
      note: t.exportNote,
      ...(!hasSome && { disabled: t.none }),
      run: () => void exportMessages().then(onError),
    },
  ];
  return (
    <>
      <MenuButton
        label={t.menu}
        icon={<Ellipsis size={14} aria-hidden />}
        menu={(place, onClose) => (
          <Menu
            label={t.menu}
            groups={[{ label: t.title, items }]}
            place={place}
            onClose={onClose}
          />
        )}
      />
      <FileInput
        ref={file}
        label={t.import}
        accept=".json,application/json"
        onFiles={([chosen]) => chosen && void importMessages(chosen).then(onError)}
      />
    </>
  );
}
