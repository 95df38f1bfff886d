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
  stateRefused: {
    rule: 'home-assistant-state',
    en: 'Home Assistant refuses the state',
    zh: 'Home Assistant 会拒绝该状态',
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

/** Limit of characters of a received value. */
const LONGEST = 60;

export function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
