/** Options for TLS from a tap to its broker. */
import type { LineTls } from '../../profiles/settings/lineSettings.ts';
import { UsageError } from '../cli/errors.ts';
import { anyText, type Kind, one, type Values } from '../cli/options.ts';
import { lineAddress } from '../dial/address.ts';
import { readCertificate, readPair } from '../net/pemFiles.ts';
import type { NamedTarget } from './tapTarget.ts';

/** Hexadecimal digits, with or without colons. */
const fingerprint: Kind<string> = {
  read: (text, option) => {
    if (/^[\da-f]{64}$/i.test(text.replaceAll(':', ''))) return text;
    throw new UsageError((say) => say.notAFingerprint(option, text));
  },
};

export const TARGET_TLS = {
  toCa: one('--to-ca <FILE>', anyText),
  toCert: one('--to-cert <FILE>', anyText),
  toKey: one('--to-key <FILE>', anyText),
  toFingerprint: one('--to-fingerprint <SHA256>', fingerprint),
};

/**
 * Files are checked now, and read again for each connection. Throws `UsageError`, `StartError`.
 * @param targets at least one must use TLS if an option is given
 */
export async function targetTls(
  { toCa, toCert, toKey, toFingerprint }: Values<typeof TARGET_TLS>,
  targets: readonly NamedTarget[],
): Promise<LineTls | undefined> {
  const given = [
    toCa !== undefined && '--to-ca',
    toCert !== undefined && '--to-cert',
    toKey !== undefined && '--to-key',
    toFingerprint !== undefined && '--to-fingerprint',
  ].find((name) => name !== false);
  if (given === undefined) return undefined;
  if (!targets.some(({ target }) => lineAddress(target.url)?.isTls === true)) {
    throw new UsageError((say) => say.forTlsOnly(given));
  }
  if ((toCert === undefined) !== (toKey === undefined)) {
    throw new UsageError((say) => say.goTogether('--to-cert', '--to-key'));
  }
  if (toCa !== undefined) await readCertificate({ file: toCa, option: '--to-ca' });
  if (toCert !== undefined && toKey !== undefined) {
    await readPair({ file: toCert, option: '--to-cert' }, { file: toKey, option: '--to-key' });
  }
  return {
    ...(toCa !== undefined && { ca: { file: toCa } }),
    ...(toCert !== undefined && { cert: { file: toCert } }),
    ...(toKey !== undefined && { key: { file: toKey } }),
    ...(toFingerprint !== undefined && { fingerprint: toFingerprint }),
  };
}
