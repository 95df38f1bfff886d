/** A rule during editing, and the resulting rule. */

import { textPlace } from '../../../base/textPlace.ts';
import { encodeUtf8, utf8Length } from '../../../base/utf8.ts';
import type { ProtocolVersion } from '../../../mqtt/tables/packet.ts';
import { topicMatches } from '../../../mqtt/tables/topics.ts';
import { parseTemplate } from '../../../payload/templates/parseTemplate.ts';
import { type AnswerRule, MOST_ANSWERS } from '../../../profiles/settings/answerRule.ts';
import { newId } from '../../../profiles/settings/ids.ts';
import { topicFilterErrorText } from '../../kit/language/topicErrorText.ts';
import { texts } from '../../kit/language/useText.ts';
import { errorIn } from '../filter/corrected.ts';
import { EMPTY_FORM, formOf, messageOf } from '../publish/form.ts';
import type { FormErrors, PublishForm } from '../publish/publishForm.ts';
import { typedIn } from '../publish/typedPayload.ts';

export interface RuleDraft
  extends Pick<AnswerRule, 'id' | 'name' | 'isOn' | 'when' | 'alsoRetained' | 'correlates'> {
  readonly perSecond: string;
  /** Form of the published message. */
  readonly form: PublishForm;
}

export interface RuleErrors extends FormErrors {
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
  | { readonly rule: AnswerRule; readonly errors?: never }
  | { readonly rule?: never; readonly errors: RuleErrors };

export function ruleOf(draft: RuleDraft, version: ProtocolVersion): RuleResult {
  const { perSecond: typed, form, ...rest } = draft;
  const words = texts().publish.errors;
  const result = messageOf(form, version, words);
  const perSecond = /^\d{1,4}$/.test(typed.trim()) ? Number(typed) : 0;
  const { most, errors: t } = { most: MOST_ANSWERS.perSecond, errors: texts().answers.errors };
  const isRate = perSecond >= 1 && perSecond <= most;
  const errors: RuleErrors = {
    ...result.errors,
    ...given('when', whenFault(draft.when)),
    ...given('topic', result.errors?.topic ?? templateError('topic', form)),
    ...given('payload', result.errors?.payload ?? templateError('payload', form)),
    ...given('perSecond', isRate ? undefined : t.perSecond(most)),
    ...given('payload', form.payload.length > MOST_ANSWERS.payload ? t.payload : undefined),
  };
  if (result.message === undefined || Object.keys(errors).length > 0) return { errors };
  const { topic, payload, format, qos, retain } = form;
  // Copied from the message when answering, because a rule stores no bytes.
  const properties = result.message.properties.filter(({ name }) => name !== 'correlationData');
  return { rule: { ...rest, perSecond, topic, payload, format, qos, retain, properties } };
}

const given = <K extends keyof RuleErrors>(name: K, error: string | undefined): RuleErrors =>
  error === undefined ? {} : { [name]: error };

function whenFault({ kind, text }: AnswerRule['when']): string | undefined {
  if (kind === 'topic') return topicFilterErrorText(text);
  const { answers, explain, filtering } = texts();
  if (text.trim() === '') return answers.errors.when;
  const error = errorIn(text);
  return error && `${filtering.column(error.column)} ${explain.filterError(error)}`;
}

function templateError(of: 'topic' | 'payload', form: PublishForm): string | undefined {
  const text = form[of];
  const isJson = of === 'payload' && typedIn(form.format).json !== undefined;
  const parsed = parseTemplate(text, isJson);
  if (parsed.ok) return undefined;
  const t = texts().templates;
  const { line, column } = textPlace(
    encodeUtf8(text),
    utf8Length(text.slice(0, parsed.error.start)),
  );
  return t.error(of, line, column, t.why(parsed.error.why));
}

/** True if the rule matches its own answer, which it does not answer. */
export function answersItself({ when, form }: RuleDraft): boolean {
  const { topic } = form;
  return (
    when.kind === 'topic' && topic !== '' && !topic.includes('{{') && topicMatches(when.text, topic)
  );
}
