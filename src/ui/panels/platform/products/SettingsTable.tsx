import { Tag, useText } from '#kit';
import {
  DEFAULT_PLATFORM_SETTINGS,
  type PlatformSettings,
} from '../../../../broker/platform/devices/settings.ts';
import { Block } from '../parts/Facts.tsx';
import { wordFor } from '../parts/words.ts';

/** Settings of the platform. Differences from the default are marked. */
export function SettingsTable({ settings }: { settings: PlatformSettings }) {
  const t = useText().platform.settings;
  const before: Readonly<Record<string, unknown>> = { ...DEFAULT_PLATFORM_SETTINGS };
  const shown = (value: unknown): string =>
    value === true ? t.yes : value === false ? t.no : String(value);
  return (
    <Block title={t.title}>
      <p className="pb-2 text-fg-2">{t.hint}</p>
      <table aria-label={t.title} className="w-full leading-6">
        <thead className="text-left text-xs text-fg-2">
          <tr>
            <th className="font-normal">{t.name}</th>
            <th className="font-normal">{t.value}</th>
          </tr>
        </thead>
        <tbody>
          {Object.entries(settings).map(([name, value]) => (
            <tr key={name} className="border-t border-line align-top">
              <th scope="row" className="pr-4 text-left font-normal">
                {wordFor(t.what, name) ?? name}{' '}
                <span className="font-mono text-xs text-fg-2">{name}</span>
              </th>
              <td className="font-mono whitespace-nowrap">
                {shown(value)}{' '}
                {value !== before[name] && (
                  <Tag tone="warn" title={t.defaultIs(shown(before[name]))}>
                    {t.changed}
                  </Tag>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Block>
  );
}
