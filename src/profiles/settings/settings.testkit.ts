/** A connection's settings for tests: nobody listens at the address, and what a test is about it says itself. */
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
