import { Columns3 } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from '../../kit/controls/IconButton.tsx';
import { useFirstText } from '../../kit/language/firstText.ts';
import { later } from '../../kit/loading/later.tsx';
import { WaitsOver } from '../../kit/loading/Waits.tsx';
import { DialogBoundary } from '../../kit/overlays/DialogBoundary.tsx';

const ColumnsForm = later(async () => (await import('./ColumnsForm.tsx')).ColumnsForm, {
  Waits: WaitsOver,
});

/** Columns of the packet list and their widths. */
export function ColumnsButton() {
  const t = useFirstText().packets;
  const [open, setOpen] = useState(false);
  return (
    <>
      <IconButton bordered label={t.chooseColumns} expanded={open} onClick={() => setOpen(!open)}>
        <Columns3 size={14} aria-hidden />
      </IconButton>
      {open && (
        <DialogBoundary part="columns" name={t.chooseColumns} onClose={() => setOpen(false)}>
          <ColumnsForm onClose={() => setOpen(false)} />
        </DialogBoundary>
      )}
    </>
  );
}
