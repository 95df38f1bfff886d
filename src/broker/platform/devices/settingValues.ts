/** Allowed values of the platform's settings, for readers of files and command lines. */
import type { SettingFaults } from '../../../alibaba/devicesFileFaults.ts';
import type { Localizable } from '../../../base/message.ts';
import type { PlatformSettings } from './settings.ts';

type Value = string | number | boolean;

/** A list of allowed values, or an integer range. */
type Rule =
  | { readonly of: readonly Value[] }
  | { readonly least: number; readonly most: number; readonly unit?: string };

const RULES: Readonly<Record<keyof PlatformSettings, Rule>> = {
  secureModeChannel: { of: ['ignore', 'refuse'] },
  badKeepAlive: { of: [2, 3, 4, 5] },
  registrationChannel: { of: ['tls', 'any'] },
  registrationOfActive: { of: ['refuse', 'allow'] },
  qos2: { of: ['disconnect', 'ignore', 'allow'] },
  replyWithoutSubscription: { of: [true, false] },
  connectsPerMinute: { least: 0, most: 1_000_000 },
  callTimeout: { least: 1, most: 3_600_000, unit: 'ms' },
};

export const SETTING_NAMES: readonly string[] = Object.keys(RULES);

const RULE_OF: ReadonlyMap<string, Rule> = new Map(Object.entries(RULES));

/** Returns the error of a setting; undefined: valid. The error does not contain name or value. */
export function settingError(name: string, value: unknown): Localizable<SettingFaults> | undefined {
  const rule = RULE_OF.get(name);
  if (rule === undefined) return { key: 'unknown', args: {} };
  if ('of' in rule) {
    const isOne = rule.of.some((one) => one === value);
    return isOne ? undefined : { key: 'one-of', args: { values: rule.of } };
  }
  const { least, most, unit } = rule;
  const isRight =
    typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;
  return isRight ? undefined : { key: 'range', args: { least, most, unit } };
}

export function areSettings(values: object): values is Partial<PlatformSettings> {
  return Object.entries(values).every(([name, value]) => settingError(name, value) === undefined);
}

/** Parses a value like JSON: `true`, `30`, `refuse`. */
export function settingValue(text: string): Value {
  if (text === 'true' || text === 'false') return text === 'true';
  return /^\d{1,10}$/.test(text) ? Number(text) : text;
}
