/**
 * Default connection settings for tests. No server listens at the address; tests override the relevant parts.
 */
import type { ConnectionSettings } from './settings.ts';

export const SETTINGS: ConnectionSettings = {
  url: 'ws://127.0.0.1:9/mqtt',
  version: 5,
  clientId: 'c',
  signIn: { kind: 'password', userName: '', password: '' },
  cleanStart: true,
  keepAlive: 60,
  sessionExpiry: 0,
  will: undefined,
  subscriptions: [],
};

export function settingsWith(own: Partial<ConnectionSettings>): ConnectionSettings {
  return { ...SETTINGS, ...own };
}
