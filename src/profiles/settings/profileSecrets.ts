/** The secrets in a connection's settings. */

import { isSecretName, tokensIn, withoutTokens } from '../../base/secretNames.ts';
import type { Property, PropertyName } from '../../mqtt/tables/properties.ts';
import { lineWithoutSecrets } from './lineSettings.ts';
import type { ConnectionSettings, SubscriptionSetting } from './settings.ts';
import { LEFT_OUT, urlWithoutSecrets } from './urlWithoutSecrets.ts';

/** Everything that `withoutSecrets` leaves out. */
export interface ProfileSecrets {
  readonly password?: string;
  /** The whole user name, if a token was left out of it. */
  readonly userName?: string;
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
    const { userName, password } = signIn;
    return {
      ...ofUrl,
      ...(userNameWithoutSecrets(userName) === userName ? {} : { userName }),
      ...(password === '' ? {} : { password }),
    };
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
  const { signIn, connectProperties, will, line, subscriptions } = settings;
  return {
    ...settings,
    url: urlWithoutSecrets(settings.url),
    ...(line && { line: lineWithoutSecrets(line) }),
    signIn:
      signIn.kind === 'password'
        ? { ...signIn, userName: userNameWithoutSecrets(signIn.userName), password: '' }
        : { ...signIn, deviceSecret: '', authUrl: urlWithoutSecrets(signIn.authUrl) },
    ...(connectProperties && { connectProperties: propertiesWithoutSecrets(connectProperties) }),
    will: will && { ...will, properties: propertiesWithoutSecrets(will.properties) },
    subscriptions: subscriptionsWithoutSecrets(subscriptions),
  };
}

/** Whether the value of a property is secret. `key` is the name of a user property. */
export const isSecretProperty = (name: PropertyName, key: string): boolean =>
  name === 'authenticationData' || (name === 'userProperty' && isSecretName(key));

/** Replaces the values of secret properties. */
export function propertiesWithoutSecrets(
  properties: readonly Property[],
  instead = '',
): readonly Property[] {
  return properties.map((property): Property => {
    if (property.name === 'authenticationData') return NO_AUTHENTICATION_DATA;
    if (property.name !== 'userProperty') return property;
    const [key] = property.value;
    return isSecretProperty('userProperty', key)
      ? { name: 'userProperty', value: [key, instead] }
      : property;
  });
}

const NO_AUTHENTICATION_DATA: Property = { name: 'authenticationData', value: new Uint8Array() };

export const subscriptionsWithoutSecrets = (
  subscriptions: readonly SubscriptionSetting[],
): readonly SubscriptionSetting[] =>
  subscriptions.map((one) =>
    one.properties === undefined
      ? one
      : { ...one, properties: propertiesWithoutSecrets(one.properties) },
  );

/** A user name with a mark in place of its tokens. */
export function userNameWithoutSecrets(userName: string): string {
  const bare = withoutTokens(userName, () => LEFT_OUT);
  return bare === userName || lacksToken(bare) ? bare : LEFT_OUT;
}

/** Whether a token was left out of a user name, which must then be entered again. */
export const lacksToken = (userName: string): boolean =>
  userName === LEFT_OUT ||
  tokensIn(userName).some(
    ({ offset, length }) => userName.slice(offset, offset + length) === LEFT_OUT,
  );
