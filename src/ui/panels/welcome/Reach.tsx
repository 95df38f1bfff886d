import { classes, useFirstText } from '#kit';
import { AccessButton } from '../../pieces/strips/AccessButton.tsx';
import { useCompanion } from '../../session/broker/companion.ts';
import { useHasPass } from '../../session/broker/controlPass.ts';

/** Addresses that can be reached from here. */
export function Reach() {
  const t = useFirstText().start;
  const companion = useCompanion();
  const hasPass = useHasPass();
  if (companion === undefined) return null;
  const hasBridge = companion !== 'none' && companion.bridge !== undefined && hasPass;
  const hasMore = companion !== 'none' && (companion.bridge ?? companion.presets) !== undefined;
  return (
    <span className="flex items-center gap-2">
      <span
        aria-hidden="true"
        className={classes(
          'size-2 shrink-0 rounded-full',
          hasBridge ? 'bg-ok' : 'border border-fg-3',
        )}
      />
      {hasBridge ? t.running : companion === 'none' ? t.alone : t.noBridge}
      {hasMore && !hasPass && <AccessButton />}
    </span>
  );
}
