import { Funnel } from 'lucide-react';
import { useId, useState } from 'react';
import { IconButton } from '../../../kit/controls/IconButton.tsx';
import { useFirstText } from '../../../kit/language/firstText.ts';
import { later } from '../../../kit/loading/later.tsx';
import { WaitsOver } from '../../../kit/loading/Waits.tsx';
import { DialogBoundary } from '../../../kit/overlays/DialogBoundary.tsx';

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
