/** Name of a tab. */
import { isTabAddress } from '../../profiles/settings/tabAddress.ts';
import { firstTexts } from '../kit/language/firstText.ts';
import type { OpenConnection } from './connection/connections.ts';
import { shownName } from './shownName.ts';

export function tabName({ name, settings }: Pick<OpenConnection, 'name' | 'settings'>): string {
  const device = settings?.signIn.kind === 'alibaba' ? settings.signIn.deviceName : '';
  const own = name || device || hostOf(settings?.url);
  return shownName(own) || firstTexts().shell.newConnection;
}

function hostOf(url: string | undefined): string {
  if (url !== undefined && isTabAddress(url)) return firstTexts().welcome.thisTab;
  return url !== undefined && URL.canParse(url) ? new URL(url).host : '';
}
