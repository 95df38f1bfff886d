/** Options of the local platform, checked without access to files or network. */
import type { PlatformSettings } from '../../broker/platform/devices/settings.ts';
import {
  areSettings,
  SETTING_NAMES,
  settingError,
  settingValue,
} from '../../broker/platform/devices/settingValues.ts';
import { UsageError } from '../cli/errors.ts';
import type { Given, Kind } from '../cli/options.ts';

export interface PlatformArguments {
  /** File of its devices; undefined: demo devices. */
  readonly file: string | undefined;
  /** Values of `--alibaba-setting`, which override the file's values. */
  readonly settings: Partial<PlatformSettings>;
}

type Setting = readonly [name: string, value: string | number | boolean];

interface PlatformValues {
  readonly alibaba: Given | undefined;
  readonly alibabaSetting: readonly Setting[];
  readonly broker: boolean;
}

/** Throws `UsageError`. */
export function platformArguments(values: PlatformValues): PlatformArguments | undefined {
  const { alibaba, alibabaSetting, broker } = values;
  if (alibaba === undefined) {
    if (alibabaSetting.length === 0) return undefined;
    throw new UsageError((say) => say.needsBeside('--alibaba-setting', ['--alibaba']));
  }
  if (!broker) throw new UsageError((say) => say.needsBroker('--alibaba'));
  if (alibaba === '') throw new UsageError((say) => say.noPlatformFile());
  const file = alibaba === true ? undefined : alibaba;
  const settings = Object.fromEntries(alibabaSetting);
  if (!areSettings(settings)) throw new UsageError((say) => say.wrongSettings());
  return { file, settings };
}

/** `name=value` of `--alibaba-setting`. */
export const setting: Kind<Setting> = {
  read: (text, option) => {
    const [name = '', ...rest] = text.split('=');
    if (rest.length === 0) throw new UsageError((say) => say.notASetting(option, text));
    if (!SETTING_NAMES.includes(name)) {
      throw new UsageError((say) => say.noSuchSetting(option, name, SETTING_NAMES));
    }
    const value = settingValue(rest.join('='));
    const fault = settingError(name, value);
    if (fault !== undefined) throw new UsageError((say) => say.wrongSetting(option, name, fault));
    return [name, value];
  },
};
