/** The companion's connection settings in their stored form, without secrets. */
import type { LineSettings, LineTls, TextOrFile } from '../settings/lineSettings.ts';
import { Fields, RECORD_LIMITS } from './storedFields.ts';

/** Characters of a certificate or key: the form accepts 1 MiB, which is longer in Base64. */
const LONGEST_SOURCE = 2 * 1024 * 1024;

export function readLine(fields: Fields): LineSettings {
  return {
    ...(fields.has('tls') && { tls: readTls(fields.group('tls')) }),
    ...(fields.has('headers') && {
      headers: fields.list('headers', (one) => [one.text('0'), one.text('1', '')] as const),
    }),
    ...(fields.has('proxy') && { proxy: fields.text('proxy') }),
    ...(fields.has('proxyCa') && { proxyCa: readSource(fields.group('proxyCa')) }),
  };
}

function readTls(fields: Fields): LineTls {
  const has = (name: string): boolean => fields.has(name);
  return {
    ...(has('ca') && { ca: readSource(fields.group('ca')) }),
    ...(has('cert') && { cert: readSource(fields.group('cert')) }),
    ...(has('key') && { key: readSource(fields.group('key')) }),
    ...(has('pfx') && { pfx: readSource(fields.group('pfx')) }),
    ...(has('passphrase') && { passphrase: fields.text('passphrase') }),
    ...(has('serverName') && { serverName: fields.text('serverName') }),
    ...(has('fingerprint') && { fingerprint: fields.text('fingerprint') }),
    ...(has('psk') && { psk: readPsk(fields.group('psk')) }),
    ...(has('alpn') && { alpn: fields.texts('alpn') }),
  };
}

const readPsk = (fields: Fields): { identity: string; key: string } => ({
  identity: fields.text('identity'),
  key: fields.text('key', ''),
});

const readSource = (fields: Fields): TextOrFile =>
  fields.has('file')
    ? { file: fields.text('file') }
    : { text: fields.text('text', undefined, LONGEST_SOURCE) };

/** For the text in `ProfileSecrets`; throws `StoredError` if invalid. */
export const lineOfText = (text: string): LineSettings =>
  readLine(new Fields(parsed(text), 'line', RECORD_LIMITS));

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
