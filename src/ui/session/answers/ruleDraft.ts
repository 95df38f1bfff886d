/** A rule during editing, and the resulting rule. */

import { textPlace } from '../../../base/textPlace.ts';
import { encodeUtf8, utf8Length } from '../../../base/utf8.ts';
import type { ProtocolVersion } from '../../../mqtt/tables/packet.ts';
import { topicMatches } from '../../../mqtt/tables/topics.ts';
import { parseTemplate } from '../../../payload/templates/parseTemplate.ts';
import { type AnswerRule, MOST_ANSWERS } from '../../../profiles/settings/answerRule.ts';
import { newId } from '../../../profiles/settings/newId.ts';
import { texts } from '../../kit/language/useText.ts';
import { topicFilterFault } from '../../kit/language/useTopicFault.ts';
import { errorIn } from '../filter/corrected.ts';
import { EMPTY_FORM, formOf, messageOf } from '../publish/form.ts';
import type { FormFaults, PublishForm } from '../publish/publishForm.ts';
import { typedIn } from '../publish/typedPayload.ts';

export interface RuleDraft
  extends Pick<AnswerRule, 'id' | 'name' | 'isOn' | 'when' | 'alsoRetained' | 'correlates'> {
  readonly perSecond: string;
  /** Form of the published message. */
  readonly form: PublishForm;
}

export interface RuleFaults extends FormFaults {
  readonly when?: string;
  readonly perSecond?: string;
}

export function newRule(topic: string): RuleDraft {
  return {
    id: newId(),
    name: '',
    isOn: true,
    when: { kind: 'topic', text: topic },
    alsoRetained: false,
    correlates: true,
    perSecond: '20',
    form: { ...EMPTY_FORM, templates: true },
  };
}

export function draftOfRule(rule: AnswerRule): RuleDraft {
  const { id, name, isOn, when, alsoRetained, correlates, perSecond } = rule;
  const form = formOf({ ...rule, payload: new Uint8Array(), template: rule }, rule.format);
  const { topic, payload, format } = rule;
  const written = { ...form, topic, payload, format };
  return {
    id,
    name,
    isOn,
    when,
    alsoRetained,
    correlates,
    perSecond: String(perSecond),
    form: written,
  };
}

export type RuleResult =
  | { readonly rule: AnswerRule; readonly faults?: never }
  | { readonly rule?: never; readonly faults: RuleFaults };

export function ruleOf(draft: RuleDraft, version: ProtocolVersion): RuleResult {
  const { perSecond: typed, form, ...rest } = draft;
  const words = texts().publish.faults;
  const result = messageOf(form, version, words);
  const perSecond = /^\d{1,4}$/.test(typed.trim()) ? Number(typed) : 0;
  const { most, faults: t } = { most: MOST_ANSWERS.perSecond, faults: texts().answers.faults };
  const isRate = perSecond >= 1 && perSecond <= most;
  const faults: RuleFaults = {
    ...result.faults,
    ...given('when', whenFault(draft.when)),
    ...given('topic', result.faults?.topic ?? templateFault('topic', form)),
    ...given('payload', result.faults?.payload ?? templateFault('payload', form)),
    ...given('perSecond', isRate ? undefined : t.perSecond(most)),
    ...given('payload', form.payload.length > MOST_ANSWERS.payload ? t.payload : undefined),
  };
  if (result.message === undefined || Object.keys(faults).length > 0) return { faults };
  const { topic, payload, format, qos, retain } = form;
  // Copied from the message, where it is wanted: a rule has no bytes.
  const properties = result.message.properties.filter(({ name }) => name !== 'correlationData');
  return { rule: { ...rest, perSecond, topic, payload, format, qos, retain, properties } };
}

const given = <K extends keyof RuleFaults>(name: K, fault: string | undefined): RuleFaults =>
  fault === undefined ? {} : { [name]: fault };

function whenFault({ kind, text }: AnswerRule['when']): string | undefined {
  if (kind === 'topic') return topicFilterFault(text);
  const { answers, explain, filtering } = texts();
  if (text.trim() === '') return answers.faults.when;
  const error = errorIn(text);
  return error && `${filtering.column(error.column)} ${explain.filterError(error)}`;
}

function templateFault(of: 'topic' | 'payload', form: PublishForm): string | undefined {
  const text = form[of];
  const isJson = of === 'payload' && typedIn(form.format).json !== undefined;
  const parsed = parseTemplate(text, isJson);
  if (parsed.ok) return undefined;
  const t = texts().templates;
  const { line, column } = textPlace(
    encodeUtf8(text),
    utf8Length(text.slice(0, parsed.fault.start)),
  );
  return t.fault(of, line, column, t.why(parsed.fault.why));
}

/** True if the rule matches its own answer. It would be stopped after the first. */
export function answersItself({ when, form }: RuleDraft): boolean {
  const { topic } = form;
  return (
    when.kind === 'topic' && topic !== '' && !topic.includes('{{') && topicMatches(when.text, topic)
  );
}
