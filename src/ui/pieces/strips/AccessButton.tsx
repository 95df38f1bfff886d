import { useFirstText } from '#kit';
import { openOverlay } from '../../session/dialogs/overlay.ts';

/** Explains how this page gets the right to use its companion. */
export function AccessButton() {
  const t = useFirstText().start;
  return (
    <button
      type="button"
      className="min-h-(--h-link) shrink-0 rounded-sm text-action"
      onClick={() => openOverlay('access')}
    >
      {t.access}
    </button>
  );
}
