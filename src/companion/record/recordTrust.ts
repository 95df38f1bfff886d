/** TLS trust and client certificate of a recording, read from files. */
import { UsageError } from '../cli/errors.ts';
import { readCertificate, readPair } from '../net/pemFiles.ts';
import type { Trust } from './recordSocket.ts';

interface TrustOptions {
  readonly ca: string | undefined;
  readonly insecure: boolean;
  readonly cert: string | undefined;
  readonly key: string | undefined;
}

/** Throws `UsageError` if options conflict, `StartError` if files cannot be used. */
export async function readTrust(
  { ca, insecure, cert, key }: TrustOptions,
  isEncrypted: boolean,
): Promise<Trust> {
  const given = [
    ca !== undefined && '--ca',
    insecure && '--insecure',
    cert !== undefined && '--cert',
    key !== undefined && '--key',
  ].find((name) => name !== false);
  if (!isEncrypted && given !== undefined) {
    throw new UsageError((say) => say.forTlsOnly(given));
  }
  if ((cert === undefined) !== (key === undefined)) {
    throw new UsageError((say) => say.goTogether('--cert', '--key'));
  }
  return {
    ca: ca === undefined ? undefined : await readCertificate({ file: ca, option: '--ca' }),
    isInsecure: insecure,
    identity:
      cert === undefined || key === undefined
        ? undefined
        : await readPair({ file: cert, option: '--cert' }, { file: key, option: '--key' }),
  };
}
