/** Names of tabs. */
import { isTabAddress } from '../../profiles/settings/tabAddress.ts';
import { firstTexts } from '../kit/language/firstText.ts';
import type { OpenConnection } from './connection/connections.ts';
import { shownName } from './shownName.ts';

type Named = Pick<OpenConnection, 'name' | 'settings'>;

export const tabName = (connection: Named): string =>
  shownName(ownName(connection) || hostOf(connection.settings?.url)) ||
  firstTexts().shell.newConnection;

/**
 * Name of a tab beside others. Tabs of the same host differ by scheme and path, and further equal names by a number.
 */
export function tabNameAmong(connection: OpenConnection, all: readonly OpenConnection[]): string {
  const short = tabName(connection);
  const same = all.filter((one) => tabName(one) === short);
  if (same.length < 2 || short === firstTexts().shell.newConnection) return short;
  const name = longName(connection);
  const equal = same.filter((one) => longName(one) === name);
  const at = equal.findIndex(({ id }) => id === connection.id);
  return at < 1 ? name : `${name} (${at + 1})`;
}

function ownName({ name, settings }: Named): string {
  const device = settings?.signIn.kind === 'alibaba' ? settings.signIn.deviceName : '';
  return name || device;
}

/** `ws://127.0.0.1:9001/mqtt` if the name is that of its host. */
function longName(connection: Named): string {
  const url = connection.settings?.url;
  if (ownName(connection) !== '' || url === undefined || isTabAddress(url) || !URL.canParse(url))
    return tabName(connection);
  const { protocol, host, pathname } = new URL(url);
  return shownName(`${protocol}//${host}${pathname === '/' ? '' : pathname}`);
}

function hostOf(url: string | undefined): string {
  if (url !== undefined && isTabAddress(url)) return firstTexts().welcome.thisTab;
  return url !== undefined && URL.canParse(url) ? new URL(url).host : '';
}
