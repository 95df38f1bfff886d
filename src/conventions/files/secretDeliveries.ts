/** Messages that deliver secrets from platforms to devices, or from devices to platforms. */
import { oneCharacterEach } from '../../base/bytes.ts';
import { literalPattern } from '../../base/quoting.ts';
import type { SecretDeliveries } from '../../mqtt/secrets/secrets.ts';
import { secretMembers, topicKind } from '../../payload/json/secretMembers.ts';
import type { SecretsForm } from './conventionFile.ts';
import { patternsOf } from './topicGrammar.ts';

export function deliveriesOf(forms: readonly SecretsForm[]): SecretDeliveries {
  const patterns = forms.flatMap(({ topic }) => patternsOf(topic));
  const names = forms.flatMap(({ members = [] }) => members).map(literalPattern);
  const found = secretMembers(names);
  const whole = forms.filter(({ members }) => members === undefined);
  const wholes = topicsOf(whole);
  // The first item of CBOR with a name; anywhere, because the beginning may be missing.
  const named = new RegExp(`(?:${names.join('|')})[\\x60-\\x7b]`);
  const isNamed = whole.length > 0 && names.length > 0;
  const topics = topicsOf(forms);
  return {
    beginnings: [...new Set(patterns.map(({ beginning }) => beginning))],
    secretsIn: (topic, payload) => {
      const isWhole = topic !== undefined && wholes.test(topic);
      if (isWhole || (isNamed && named.test(oneCharacterEach(payload))))
        return [{ offset: 0, length: payload.length }];
      return names.length === 0 ? [] : found(payload, topicKind(topic, topics));
    },
  };
}

/** An expression for the topics; without any, it matches nothing. */
const topicsOf = (forms: readonly SecretsForm[]): RegExp => {
  const sources = forms.flatMap(({ topic }) => patternsOf(topic).map(({ source }) => source));
  return new RegExp(sources.length === 0 ? '(?!)' : sources.join('|'));
};
