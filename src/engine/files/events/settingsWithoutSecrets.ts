/** Removes secrets from connection settings before export. */
import { isSecretName } from '../../../base/secretNames.ts';
import { isRecord, type Json } from './eventJson.ts';

/** URLs may contain a password, and a token in the query. */
const URL_SECRETS = [
  [/^([a-z][a-z0-9+.-]*:\/\/)[^/?#]*@/i, '$1'],
  [/^([a-z][a-z0-9+.-]*:\/\/[^?#]*)[?#].*$/i, '$1'],
] as const;

/** Copies the settings without members whose name marks a secret, and without secrets in URLs. */
export function settingsWithoutSecrets(settings: Json): Json {
  return Object.fromEntries(
    Object.entries(settings)
      .filter(([name]) => !isSecretName(name))
      .map(([name, value]) => [name, valueWithout(value)]),
  );
}

function valueWithout(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(valueWithout);
  if (isRecord(value)) return settingsWithoutSecrets(value);
  if (typeof value !== 'string') return value;
  let text = value;
  for (const [pattern, instead] of URL_SECRETS) text = text.replace(pattern, instead);
  return text;
}
