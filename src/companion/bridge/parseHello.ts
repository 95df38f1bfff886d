/** Parses a page's first message over the bridge from a value of unknown shape. */

import type { MemberError } from '../../broker/core/commands/memberErrors.ts';
import {
  list,
  Members,
  oneOf,
  type Path,
  pathText,
  present,
  type Read,
  string,
  ValueError,
  whole,
} from '../../broker/core/commands/members.ts';
import {
  BRIDGE_VERSION,
  type BridgeHello,
  type LineTarget,
} from '../../connection/bridge/bridgeProtocol.ts';
import type { LineTls, TextOrFile } from '../../profiles/settings/lineSettings.ts';

/** Characters. Certificate chains are the longest values. */
const LONGEST = 1024 * 1024;
const SHORT = 4096;

export type ParsedHello =
  | { readonly ok: true; readonly hello: BridgeHello }
  | { readonly ok: false; readonly path: string; readonly error: MemberError };

/** Never throws. */
export function parseHello(value: unknown): ParsedHello {
  try {
    const members = new Members(value, []);
    const kind = members.required('kind', oneOf('open', 'probe'));
    members.required('version', whole(BRIDGE_VERSION, BRIDGE_VERSION));
    const token = members.required('token', string(SHORT));
    const target = members.required('target', readTarget);
    members.end();
    return { ok: true, hello: { kind, version: BRIDGE_VERSION, token, target } };
  } catch (error) {
    if (!(error instanceof ValueError)) throw error;
    return { ok: false, path: pathText(error.path), error: error.error };
  }
}

function readTarget(value: unknown, path: Path): LineTarget {
  const members = new Members(value, path);
  const target = {
    url: members.required('url', string(SHORT)),
    ...present({
      tls: members.optional('tls', readTls),
      headers: members.optional('headers', listOf(readHeader)),
      protocols: members.optional('protocols', listOf(string(SHORT))),
      proxy: members.optional('proxy', string(SHORT)),
      proxyCa: members.optional('proxyCa', textOrFile),
    }),
  };
  members.end();
  return target;
}

function readTls(value: unknown, path: Path): LineTls {
  const members = new Members(value, path);
  const tls = present({
    ca: members.optional('ca', textOrFile),
    cert: members.optional('cert', textOrFile),
    key: members.optional('key', textOrFile),
    pfx: members.optional('pfx', textOrFile),
    passphrase: members.optional('passphrase', string(SHORT)),
    psk: members.optional('psk', readPsk),
    serverName: members.optional('serverName', string(SHORT)),
    alpn: members.optional('alpn', listOf(string(255))),
    fingerprint: members.optional('fingerprint', string(SHORT)),
  });
  members.end();
  return tls;
}

function readPsk(value: unknown, path: Path): { identity: string; key: string } {
  const members = new Members(value, path);
  const psk = {
    identity: members.required('identity', string(SHORT)),
    key: members.required('key', string(SHORT)),
  };
  members.end();
  return psk;
}

function textOrFile(value: unknown, path: Path): TextOrFile {
  const members = new Members(value, path);
  const file = members.optional('file', string(SHORT));
  if (file !== undefined) {
    members.end();
    return { file };
  }
  const text = members.required('text', string(LONGEST));
  members.end();
  return { text };
}

/**
 * Accepts only valid header names and values (RFC 9110, 5.1 and 5.5), so that none can contain another
 * header.
 */
function readHeader(value: unknown, path: Path): readonly [string, string] {
  const [name, text] = list(value, path);
  const read = [string(SHORT)(name, [...path, 0]), string(SHORT)(text, [...path, 1])] as const;
  if (/^[\w!#$%&'*+.^`|~-]+$/.test(read[0]) && !/[\r\n\0]/.test(read[1])) return read;
  throw new ValueError(path, { key: 'text-form', args: { longest: SHORT } });
}

const listOf =
  <T>(read: Read<T>): Read<readonly T[]> =>
  (value, path) =>
    list(value, path).map((one, at) => read(one, [...path, at]));
