/** The secrets in a connection's settings. */

import { isSecretName } from '../../base/secretNames.ts';
import type { Property } from '../../mqtt/tables/properties.ts';
import { lineWithoutSecrets } from './lineSettings.ts';
import type { ConnectionSettings } from './settings.ts';
import { urlWithoutSecrets } from './urlWithoutSecrets.ts';

/** Everything that `withoutSecrets` leaves out. */
export interface ProfileSecrets {
  readonly password?: string;
  readonly deviceSecret?: string;
  /** Addresses from which something was left out. */
  readonly url?: string;
  readonly authUrl?: string;
  /** The whole `line` as JSON, if something was left out of it. */
  readonly line?: string;
}

export function secretsOf(settings: ConnectionSettings): ProfileSecrets {
  const { url, signIn, line } = settings;
  const bare = withoutSecrets(settings);
  const lineText = JSON.stringify(line);
  const ofUrl = {
    ...(bare.url === url ? {} : { url }),
    ...(lineText === JSON.stringify(bare.line) ? {} : { line: lineText }),
  };
  if (signIn.kind === 'password') {
    return { ...ofUrl, ...(signIn.password === '' ? {} : { password: signIn.password }) };
  }
  const { deviceSecret, authUrl } = signIn;
  const isBare = bare.signIn.kind === 'alibaba' && bare.signIn.authUrl === authUrl;
  return {
    ...ofUrl,
    ...(deviceSecret === '' ? {} : { deviceSecret }),
    ...(isBare ? {} : { authUrl }),
  };
}

/** Removes every secret from settings before storing. */
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
    property.name === 'userProperty' && isSecretName(property.value[0])
      ? { name: property.name, value: [property.value[0], ''] }
      : property,
  );
}
