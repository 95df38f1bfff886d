import { Funnel } from 'lucide-react';
import { useId, useState } from 'react';
import { IconButton } from '../../../kit/IconButton.tsx';
import { useText } from '../../../kit/language/useText.ts';
import { later } from '../../../kit/later.tsx';

const KeptFilters = later(async () => (await import('./KeptFilters.tsx')).KeptFilters);

/** Opens the filters that were saved or used before. */
export function FilterMenu({ connectionId }: { connectionId: string }) {
  const t = useText().filter.menu;
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <>
      <IconButton
        small
        label={t.button}
        expanded={open}
        onClick={() => setOpen(!open)}
        className="size-6!"
      >
        <Funnel size={14} aria-hidden />
      </IconButton>
      {open && <KeptFilters id={id} connectionId={connectionId} onClose={() => setOpen(false)} />}
    </>
  );
}
