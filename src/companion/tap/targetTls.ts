/** Options for TLS from a tap to its broker. */
import type { LineTls } from '../../profiles/settings/lineSettings.ts';
import { UsageError } from '../cli/errors.ts';
import { readOptionFile } from '../cli/optionFile.ts';
import { anyText, one, type Values } from '../cli/options.ts';

export const TARGET_TLS = {
  toCa: one('--to-ca <FILE>', anyText),
  toCert: one('--to-cert <FILE>', anyText),
  toKey: one('--to-key <FILE>', anyText),
  toFingerprint: one('--to-fingerprint <SHA256>', anyText),
};

/**
 * Files are checked now, and read again for each connection. Throws `UsageError`, `StartError`.
 */
export async function targetTls({
  toCa,
  toCert,
  toKey,
  toFingerprint,
}: Values<typeof TARGET_TLS>): Promise<LineTls | undefined> {
  for (const [file, option] of [
    [toCa, '--to-ca'],
    [toCert, '--to-cert'],
    [toKey, '--to-key'],
  ] as const) {
    if (file !== undefined) await readOptionFile(file, option);
  }
  if ((toCert === undefined) !== (toKey === undefined)) {
    throw new UsageError((say) => say.toCertAndKey());
  }
  const tls: LineTls = {
    ...(toCa !== undefined && { ca: { file: toCa } }),
    ...(toCert !== undefined && { cert: { file: toCert } }),
    ...(toKey !== undefined && { key: { file: toKey } }),
    ...(toFingerprint !== undefined && { fingerprint: toFingerprint }),
  };
  return Object.keys(tls).length === 0 ? undefined : tls;
}
