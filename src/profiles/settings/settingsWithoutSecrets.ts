/** Removes every secret from settings before storing. */

import { isSecretProperty } from '../../mqtt/secrets/secretNames.ts';
import type { Property } from '../../mqtt/tables/properties.ts';
import { lineWithoutSecrets } from './lineSettings.ts';
import type { ConnectionSettings } from './settings.ts';
import { urlWithoutSecrets } from './urlWithoutSecrets.ts';

export function withoutSecrets(settings: ConnectionSettings): ConnectionSettings {
  const { signIn, connectProperties, will, line } = settings;
  return {
    ...settings,
    url: urlWithoutSecrets(settings.url),
    ...(line && { line: lineWithoutSecrets(line) }),
    signIn:
      signIn.kind === 'password'
        ? { ...signIn, password: '' }
        : { ...signIn, deviceSecret: '', authUrl: urlWithoutSecrets(signIn.authUrl) },
    ...(connectProperties && { connectProperties: withoutSecretValues(connectProperties) }),
    will: will && { ...will, properties: withoutSecretValues(will.properties) },
  };
}

/** Removes the values of user properties named like secret HTTP headers. */
function withoutSecretValues(properties: readonly Property[]): readonly Property[] {
  return properties.map((property) =>
    property.name === 'userProperty' && isSecretProperty(property.value[0])
      ? { name: property.name, value: [property.value[0], ''] }
      : property,
  );
}
