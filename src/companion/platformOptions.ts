/** Options of the local platform, as far as they can be checked without touching anything outside. */
import {
  DEFAULT_PLATFORM_SETTINGS,
  type PlatformSettings,
} from '../broker/platform/devices/settings.ts';
import {
  areSettings,
  SETTING_NAMES,
  settingFault,
  settingValue,
} from '../broker/platform/devices/settingValues.ts';
import { UsageError } from './errors.ts';

export interface PlatformArguments {
  /** Its devices; undefined: demo devices. */
  readonly file: string | undefined;
  /** Of `--alibaba-setting`; they win over those of the file. */
  readonly settings: Partial<PlatformSettings>;
}

interface RawPlatformOptions {
  readonly alibaba?: string | true;
  readonly alibabaSetting?: readonly string[];
  readonly broker: boolean;
}

/** Throws `UsageError`. */
export function platformArguments(options: RawPlatformOptions): PlatformArguments | undefined {
  const { alibaba, alibabaSetting = [], broker } = options;
  if (alibaba === undefined) {
    if (alibabaSetting.length === 0) return undefined;
    throw new UsageError('--alibaba-setting needs --alibaba beside it.');
  }
  if (!broker) throw new UsageError('--alibaba is part of the broker: leave --no-broker out.');
  if (alibaba === '') throw new UsageError('--alibaba needs the name of a file, or none at all.');
  const file = alibaba === true ? undefined : alibaba;
  const settings = checkSettings(alibabaSetting);
  const { keepAliveLeast, keepAliveMost } = { ...DEFAULT_PLATFORM_SETTINGS, ...settings };
  // A file may have the other one.
  if (file === undefined && keepAliveLeast > keepAliveMost) {
    throw new UsageError('--alibaba-setting: keepAliveLeast is above keepAliveMost.');
  }
  return { file, settings };
}

function checkSettings(texts: readonly string[]): Partial<PlatformSettings> {
  const settings = Object.fromEntries(texts.map(checkSetting));
  if (!areSettings(settings)) throw new UsageError('A setting of --alibaba-setting is wrong.');
  return settings;
}

function checkSetting(text: string): readonly [string, string | number | boolean] {
  const [name = '', ...rest] = text.split('=');
  if (rest.length === 0) {
    throw new UsageError(
      `--alibaba-setting must be name=value, such as connectsPerMinute=5, not ${JSON.stringify(text)}.`,
    );
  }
  if (!SETTING_NAMES.includes(name)) {
    throw new UsageError(
      `--alibaba-setting: ${JSON.stringify(name)} is no setting of the platform; there are ${SETTING_NAMES.join(', ')}.`,
    );
  }
  const value = settingValue(rest.join('='));
  const fault = settingFault(name, value);
  if (fault !== undefined) throw new UsageError(`--alibaba-setting: ${name} ${fault}.`);
  return [name, value];
}

/** Throws `UsageError`. */
export function checkSeed(text: string): number {
  const seed = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (!(seed <= 0xffff_ffff)) {
    throw new UsageError(
      `--seed must be a number from 0 to ${0xffff_ffff}, not ${JSON.stringify(text)}.`,
    );
  }
  return seed;
}
