import { copyAndSay } from '../../kit/controls/copyText.ts';
import { texts } from '../../kit/language/useText.ts';
import { connectionById } from '../connection/connections.ts';
import { linkTo } from './writtenAddress.ts';

/** An address that opens the same broker, subscriptions and filter. */
export async function copyFilterLink(connectionId: string): Promise<void> {
  const connection = connectionById(connectionId);
  if (connection === undefined) return;
  const t = texts().filtering;
  const { origin, pathname } = location;
  await copyAndSay(`${origin}${pathname}${linkTo(connection)}`, t.linkCopied, t.linkNotCopied);
}
