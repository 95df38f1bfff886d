/** The address `#/connect?url=…`, which fills the connection editor from outside. */
import { percentDecoded } from '../../../base/percentDecoded.ts';
import { percentEncoded } from '../../../base/percentEncoded.ts';
import { isSecretParameter } from '../../../base/secretNames.ts';
import type { ProtocolVersion, QoS } from '../../../mqtt/tables/packet.ts';
import { urlWithoutSecrets } from '../../../profiles/settings/urlWithoutSecrets.ts';

export interface DeepLink {
  readonly url: string | undefined;
  readonly filters: readonly string[];
  readonly qos: QoS;
  readonly version: ProtocolVersion | undefined;
  /** Connect at once; only to the page's own broker (`isOwnBroker`). */
  readonly go: boolean;
  /** The display filter; it may be wrong. */
  readonly displayFilter: string | undefined;
  readonly notes: readonly DeepLinkNote[];
}

/** Part of a link that was ignored, with the reason. */
export type DeepLinkNote =
  | { readonly kind: 'secret-ignored'; readonly name: string }
  | { readonly kind: 'value-ignored'; readonly name: string; readonly value: string }
  | { readonly kind: 'unknown-name'; readonly name: string }
  | { readonly kind: 'too-many-filters'; readonly most: number };

/** Filters taken from a link: the form draws each. */
const MOST_FILTERS = 1000;

/** Accepts links that users type from memory, too. */
const LINK = /^#?\/?connect\/?(?:\?(.*))?$/is;

/**
 * Parses the part of an address after its `#`. A plus is a plus, and `#` in a value means itself, because
 * filters contain them. Undefined if it is not such a link. Never throws: text with invalid percent encoding is
 * taken literally.
 */
export function parseDeepLink(hash: string): DeepLink | undefined {
  const match = LINK.exec(hash);
  if (match === null) {
    return undefined;
  }
  let url: string | undefined;
  let qos: QoS = 0;
  let version: ProtocolVersion | undefined;
  let go = false;
  let displayFilter: string | undefined;
  const filters: string[] = [];
  const notes: DeepLinkNote[] = [];
  for (const [name, value] of pairs(match[1] ?? '')) {
    switch (name) {
      case 'url':
        url = value;
        break;
      case 'subscribe':
        if (value !== '') {
          filters.push(value);
        }
        break;
      case 'qos':
        if (value === '0' || value === '1' || value === '2') {
          qos = value === '0' ? 0 : value === '1' ? 1 : 2;
        } else {
          notes.push({ kind: 'value-ignored', name, value });
        }
        break;
      case 'v':
        if (value === '3' || value === '4' || value === '5') {
          version = value === '3' ? 3 : value === '4' ? 4 : 5;
        } else {
          notes.push({ kind: 'value-ignored', name, value });
        }
        break;
      case 'go':
        go = value === '1';
        break;
      case 'filter':
        displayFilter = value;
        break;
      default:
        notes.push(
          isSecretParameter(name)
            ? { kind: 'secret-ignored', name }
            : { kind: 'unknown-name', name },
        );
    }
  }
  if (filters.length > MOST_FILTERS) {
    filters.length = MOST_FILTERS;
    notes.unshift({ kind: 'too-many-filters', most: MOST_FILTERS });
  }
  return { url, filters, qos, version, go, displayFilter, notes };
}

const NAMES: ReadonlySet<string> = new Set(['url', 'subscribe', 'qos', 'v', 'go', 'filter']);

/** The link without secrets and without unknown parts, which may be secrets. Undefined if it has none. */
export function cleanHash(hash: string): string | undefined {
  const match = LINK.exec(hash);
  if (match === null) return namesOfSecrets(hash).length > 0 ? '' : undefined;
  const query = match[1] ?? '';
  const parts = query.split('&').filter((part) => part === '' || NAMES.has(pairOf(part)[0]));
  const clean = parts.map((part) => {
    const [name, value] = pairOf(part);
    if (name !== 'url') return part;
    const url = urlWithoutSecrets(value);
    return url === value ? part : `url=${readable(url)}`;
  });
  const rest = clean.join('&');
  return rest === query ? undefined : `#/connect?${rest}`;
}

/** The query string (before the `#`) without secrets. */
export function cleanSearch(search: string): string {
  const kept = partsOf(search).filter((part) => !isSecretParameter(pairOf(part)[0]));
  return kept.length === 0 ? '' : `?${kept.join('&')}`;
}

/** Names of likely secrets in a part of an address that is not a link. */
export function namesOfSecrets(text: string): readonly string[] {
  return partsOf(text)
    .filter((part) => part.includes('='))
    .map((part) => pairOf(part)[0])
    .filter(isSecretParameter);
}

function partsOf(text: string): readonly string[] {
  return text.split(/[?&;#/]/).filter((part) => part !== '');
}

export type LinkParts = Pick<DeepLink, 'url' | 'filters' | 'qos' | 'version' | 'displayFilter'>;

/** Inverse of `parseDeepLink`, from `#` on. Every value survives, whatever characters it contains. */
export function deepLink({ url, filters, qos, version, displayFilter }: LinkParts): string {
  const parts = [
    ...(url === undefined ? [] : [['url', url]]),
    ...filters.map((filter) => ['subscribe', filter]),
    ...(filters.length === 0 || qos === 0 ? [] : [['qos', qos]]),
    ...(version === undefined ? [] : [['v', version]]),
    ...(displayFilter === undefined ? [] : [['filter', displayFilter]]),
  ];
  return `#/connect?${parts.map(([name, value]) => `${name}=${readable(String(value))}`).join('&')}`;
}

/** Encodes the text, except characters that are harmless in a fragment and more readable unencoded. */
function readable(text: string): string {
  return percentEncoded(text).replace(/%(2F|3A|2C|40|24|3D|3F)/g, decodeURIComponent);
}

function pairs(query: string): [name: string, value: string][] {
  return query
    .split('&')
    .filter((part) => part !== '')
    .map(pairOf);
}

function pairOf(part: string): [name: string, value: string] {
  const at = part.indexOf('=');
  return at < 0
    ? [percentDecoded(part), '']
    : [percentDecoded(part.slice(0, at)), percentDecoded(part.slice(at + 1))];
}
