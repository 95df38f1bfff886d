import { Server } from 'lucide-react';
import { useFirstText } from '#kit';
import type { BrokerPreset } from '../../../broker/core/companionInfo.ts';
import { urlWithoutSecrets } from '../../../profiles/settings/urlWithoutSecrets.ts';
import { connectPreset } from '../../session/profiles/presets.ts';
import { shownName } from '../../session/shownName.ts';

interface PresetsProps {
  readonly connectionId: string | undefined;
  readonly presets: readonly BrokerPreset[];
}

/** The brokers that the companion's user has named, each a click away. */
export function Presets({ connectionId, presets }: PresetsProps) {
  const t = useFirstText().start;
  return (
    <section aria-label={t.presets} className="mt-6">
      <ul className="grid grid-cols-1 gap-3 sm:grid-cols-2">
        {presets.map((preset) => (
          <li key={preset.name}>
            <button
              type="button"
              onClick={() => connectPreset(connectionId, preset)}
              className="flex w-full min-w-0 items-center gap-2.5 rounded-md bg-bar px-4 py-2.5 text-left hover:bg-raised"
            >
              <Server size={16} aria-hidden className="shrink-0 text-fg-2" />
              <span className="min-w-0">
                <span className="block truncate text-base font-semibold">
                  {shownName(preset.name)}
                </span>
                <span className="block truncate font-mono text-fg-2">
                  {shownName(urlWithoutSecrets(preset.url))}
                </span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
