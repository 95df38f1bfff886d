/** What a tab is called. */
import { isTabAddress } from '../../profiles/tabAddress.ts';
import { firstTexts } from '../kit/language/firstText.ts';
import type { OpenConnection } from './connections.ts';

export function tabName({ name, settings }: Pick<OpenConnection, 'name' | 'settings'>): string {
  const device = settings?.signIn.kind === 'alibaba' ? settings.signIn.deviceName : '';
  return name || device || hostOf(settings?.url) || firstTexts().shell.newConnection;
}

function hostOf(url: string | undefined): string {
  if (url !== undefined && isTabAddress(url)) return firstTexts().welcome.thisTab;
  return url !== undefined && URL.canParse(url) ? new URL(url).host : '';
}
