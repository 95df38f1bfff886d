/** What a connection's settings hold that is secret. */
import type { ConnectionSettings } from './settings.ts';
import { withoutSecrets } from './withoutSecrets.ts';

/** All that `withoutSecrets` leaves out. */
export interface ProfileSecrets {
  readonly password?: string;
  readonly deviceSecret?: string;
  /** Addresses, where something was left out of them. */
  readonly url?: string;
  readonly authUrl?: string;
}

export function secretsOf(settings: ConnectionSettings): ProfileSecrets {
  const { url, signIn } = settings;
  const bare = withoutSecrets(settings);
  const ofUrl = bare.url === url ? {} : { url };
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
