/** What a tab is called. */
import { isTabAddress } from '../../profiles/tabAddress.ts';
import { texts } from '../kit/language/useText.ts';
import type { OpenConnection } from './connections.ts';

export function tabName({ name, settings }: Pick<OpenConnection, 'name' | 'settings'>): string {
  const device = settings?.signIn.kind === 'alibaba' ? settings.signIn.deviceName : '';
  return name || device || hostOf(settings?.url) || texts().shell.newConnection;
}

function hostOf(url: string | undefined): string {
  if (url !== undefined && isTabAddress(url)) return texts().welcome.thisTab;
  return url !== undefined && URL.canParse(url) ? new URL(url).host : '';
}
