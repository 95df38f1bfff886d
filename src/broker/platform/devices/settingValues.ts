/** Allowed values of the platform's settings, for readers of files and command lines. */
import type { SettingFaults } from '../../../alibaba/devicesFileFaults.ts';
import type { Localizable } from '../../../base/message.ts';
import type { PlatformSettings } from './settings.ts';

type Value = string | number | boolean;

/** A list of allowed values, or an integer range. */
type Rule =
  | { readonly of: readonly Value[] }
  | { readonly least: number; readonly most: number; readonly unit?: string };

const REFUSALS: Rule = { of: [2, 4, 5] };
const SWITCH: Rule = { of: [true, false] };
const KEEP_ALIVE: Rule = { least: 0, most: 0xffff, unit: 's' };
const RATE: Rule = { least: 0, most: 1_000_000 };
const COUNT: Rule = { least: 1, most: 100_000 };

const RULES: Readonly<Record<keyof PlatformSettings, Rule>> = {
  secureModeChannel: { of: ['ignore', 'refuse'] },
  wrongSign: REFUSALS,
  unknownDevice: REFUSALS,
  disabledDevice: REFUSALS,
  badKeepAlive: { of: [2, 3, 4, 5] },
  badToken: { of: [3, 4, 5] },
  registrationChannel: { of: ['tls', 'any'] },
  registrationOfActive: { of: ['refuse', 'allow'] },
  keepAliveLeast: KEEP_ALIVE,
  keepAliveMost: KEEP_ALIVE,
  will: { of: ['ignore', 'refuse'] },
  retain: { of: ['ignore', 'disconnect'] },
  qos2: { of: ['disconnect', 'ignore', 'allow'] },
  qos2Granted: { of: [1, 2, 128] },
  deniedPublish: { of: ['acknowledge', 'silent', 'disconnect'] },
  oversizedPayload: { of: ['drop', 'disconnect'] },
  replyWithoutSubscription: SWITCH,
  cleanSessionClearsSubscriptions: SWITCH,
  connectsPerMinute: RATE,
  qos0PerSecond: RATE,
  qos1PerSecond: RATE,
  unacknowledged: COUNT,
  payloadBytes: { least: 1, most: 268_435_455 },
  topicBytes: { least: 1, most: 0xffff },
  topicSlashes: { least: 1, most: 0xffff },
  filtersPerSubscribe: COUNT,
  subscriptionsPerDevice: COUNT,
  propertiesPerPost: COUNT,
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
