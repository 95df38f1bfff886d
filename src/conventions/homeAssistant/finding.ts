/** The form of findings: a rule, and the sentence in both languages. */
import type { HomeAssistantRule } from './rules.ts';

export interface Finding {
  readonly rule: HomeAssistantRule;
  readonly en: string;
  readonly zh: string;
}

/** Effects of a mistake. */
const EFFECTS = {
  refused: {
    rule: 'home-assistant-refused',
    en: 'Home Assistant refuses it',
    zh: 'Home Assistant 会拒绝',
  },
  wholeRefused: {
    rule: 'home-assistant-refused',
    en: 'Home Assistant refuses the whole message',
    zh: 'Home Assistant 会拒绝整条消息',
  },
  messageIgnored: {
    rule: 'home-assistant-refused',
    en: 'Home Assistant ignores the message',
    zh: 'Home Assistant 会忽略此消息',
  },
  neverReceived: {
    rule: 'home-assistant-refused',
    en: 'Home Assistant never receives the message',
    zh: 'Home Assistant 收不到此消息',
  },
  ignored: {
    rule: 'home-assistant-discovery',
    en: 'Home Assistant ignores it',
    zh: 'Home Assistant 会忽略它',
  },
  warned: {
    rule: 'home-assistant-discovery',
    en: 'Home Assistant logs a warning',
    zh: 'Home Assistant 会记录警告',
  },
  apart: {
    rule: 'home-assistant-discovery',
    en: 'Home Assistant cannot put the entity to its device',
    zh: 'Home Assistant 无法将实体归入设备',
  },
  forgotten: {
    rule: 'home-assistant-discovery',
    en: 'it is gone when Home Assistant starts again',
    zh: 'Home Assistant 重启后会丢失',
  },
  verbatim: {
    rule: 'home-assistant-discovery',
    en: 'Home Assistant uses the topic as it is',
    zh: 'Home Assistant 会原样使用该主题',
  },
  stateRefused: {
    rule: 'home-assistant-state',
    en: 'Home Assistant refuses the state',
    zh: 'Home Assistant 会拒绝该状态',
  },
  stateIgnored: {
    rule: 'home-assistant-payload',
    en: 'Home Assistant ignores it',
    zh: 'Home Assistant 会忽略它',
  },
  availabilityIgnored: {
    rule: 'home-assistant-availability',
    en: 'Home Assistant ignores it',
    zh: 'Home Assistant 会忽略它',
  },
} as const satisfies Readonly<Record<string, Finding>>;

export type Effect = keyof typeof EFFECTS;

export function finding(en: string, zh: string, effect: Effect): Finding {
  const { rule, en: effectEn, zh: effectZh } = EFFECTS[effect];
  return { rule, en: `${en}: ${effectEn}`, zh: `${zh}，${effectZh}` };
}

export const missing = (name: string, effect: Effect = 'refused'): Finding =>
  finding(`${name} is missing`, `缺少 ${name}`, effect);

/** Puts the name of the entity before the sentence. */
export function named(name: string, { rule, en, zh }: Finding): Finding {
  const whose = shown(name);
  return { rule, en: `${whose}: ${en}`, zh: `${whose}：${zh}` };
}

/** The sentence of a finding that concerns several entities. */
export const unnamed = ({ rule, en, zh }: Finding): Finding => ({
  rule,
  en: `${en.slice(0, 1).toUpperCase()}${en.slice(1)}`,
  zh,
});

/** Limit of words that are listed. */
const MOST_WORDS = 8;

/** Lists words in quotation marks. */
export function quotedWords(words: readonly string[]): {
  readonly en: string;
  readonly zh: string;
} {
  const some = [...new Set(words)].map((word) => `“${shown(word)}”`);
  if (some.length > MOST_WORDS) {
    const first = some.slice(0, MOST_WORDS);
    return { en: `${first.join(', ')}…`, zh: `${first.join('、')}…` };
  }
  const first = some.slice(0, -1);
  const last = some.at(-1) ?? '';
  if (first.length === 0) return { en: last, zh: last };
  return { en: `${first.join(', ')} and ${last}`, zh: `${first.join('、')}和${last}` };
}

/** Limit of characters of a received value. */
const LONGEST = 60;

export function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
