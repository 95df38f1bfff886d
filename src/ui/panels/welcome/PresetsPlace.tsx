import { later, nothing } from '#kit';
import { usePresets } from '../../session/broker/companion.ts';

const Presets = later(async () => (await import('./Presets.tsx')).Presets, { Waits: nothing });

/** The companion's presets, loaded if it has any. */
export function PresetsPlace({ connectionId }: { connectionId?: string }) {
  const presets = usePresets();
  return presets.length > 0 && <Presets connectionId={connectionId} presets={presets} />;
}
