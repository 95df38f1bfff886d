/** The secrets in a connection's settings. */
import type { ConnectionSettings } from './settings.ts';
import { withoutSecrets } from './settingsWithoutSecrets.ts';

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
