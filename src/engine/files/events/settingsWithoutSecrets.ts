/** Removes secrets from connection settings before export. */
import { isSecretName, looksGenerated, withoutTokens } from '../../../base/secretNames.ts';
import { isRecord, type Json } from './eventJson.ts';

/** URLs may contain a password, and a token in the query. */
const URL_SECRETS = [
  [/^([a-z][a-z0-9+.-]*:\/\/)[^/?#]*@/i, '$1'],
  [/^([a-z][a-z0-9+.-]*:\/\/[^?#]*)[?#].*$/i, '$1'],
] as const;

const USER_NAME = /^user_?(?:name)?$/i;
/** Read as a user name if the flags of a CONNECT are wrong, so that tokens are masked in its packet, too. */
const CLIENT_ID = /^client_?id$/i;

/**
 * Copies the settings without members and pairs whose name marks a secret, and without secrets in URLs and user
 * names.
 */
export function settingsWithoutSecrets(settings: Json): Json {
  const entries = Object.entries(settings);
  const hasPassword = entries.some(([name, value]) => isSecretName(name) && value !== '');
  const isNamedSecret = ['name', 'key'].some((member) => isNameOfSecret(settings[member]));
  return Object.fromEntries(
    entries
      .filter(([name]) => !isSecretName(name) && !(isNamedSecret && name === 'value'))
      .map(([name, value]) => {
        if (typeof value !== 'string') return [name, valueWithout(value)];
        if (USER_NAME.test(name) && !hasPassword && looksGenerated(value)) {
          return [name, '*'.repeat(value.length)];
        }
        const isName = USER_NAME.test(name) || CLIENT_ID.test(name);
        return [name, isName ? withoutTokens(value) : valueWithout(value)];
      }),
  );
}

const isNameOfSecret = (value: unknown): boolean =>
  typeof value === 'string' && isSecretName(value);

function valueWithout(value: unknown): unknown {
  if (Array.isArray(value)) return listWithout(value);
  if (isRecord(value)) return settingsWithoutSecrets(value);
  if (typeof value !== 'string') return value;
  let text = value;
  for (const [pattern, instead] of URL_SECRETS) text = text.replace(pattern, instead);
  return text;
}

function listWithout(list: readonly unknown[]): readonly unknown[] {
  // A user property or a header: its name and its value.
  const isPair = list.length === 2 && typeof list[1] === 'string' && isNameOfSecret(list[0]);
  return isPair ? [list[0], ''] : list.map(valueWithout);
}
