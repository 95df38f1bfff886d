import { Funnel } from 'lucide-react';
import { useId, useState } from 'react';
import { DialogBoundary } from '../../../kit/DialogBoundary.tsx';
import { IconButton } from '../../../kit/IconButton.tsx';
import { useFirstText } from '../../../kit/language/firstText.ts';
import { later } from '../../../kit/later.tsx';
import { WaitsOver } from '../../../kit/Waits.tsx';

const KeptFilters = later(async () => (await import('./KeptFilters.tsx')).KeptFilters, {
  Waits: WaitsOver,
});

/** Button for saved and recent filters. */
export function FilterMenu({ connectionId }: { connectionId: string }) {
  const t = useFirstText().filter;
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <>
      <IconButton small label={t.menu} expanded={open} onClick={() => setOpen(!open)}>
        <Funnel size={14} aria-hidden />
      </IconButton>
      {open && (
        <DialogBoundary part="kept filters" name={t.menu} onClose={() => setOpen(false)}>
          <KeptFilters id={id} connectionId={connectionId} onClose={() => setOpen(false)} />
        </DialogBoundary>
      )}
    </>
  );
}
