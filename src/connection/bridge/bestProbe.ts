/** Chooses an address from the answers of its handshakes: the best that is open, or the most telling failure. */
import type { LineFacts, LineFailure } from './lineFacts.ts';

/** Answer of an address to its handshakes. */
export type ProbeAnswer =
  | { readonly ok: true; readonly facts?: LineFacts }
  /** Browsers give no reason. */
  | { readonly ok: false; readonly facts?: LineFacts; readonly failure?: LineFailure };

export interface Probe {
  readonly url: string;
  /** Undefined while it is under way. */
  readonly answer: ProbeAnswer | undefined;
}

/** Preferred first. */
const SCHEMES = ['wss', 'mqtts', 'ws', 'mqtt'];
const schemeOf = (url: string): string => url.split(':', 1)[0] ?? '';
const rankOf = (url: string): number => SCHEMES.indexOf(schemeOf(url));

export const isEncrypted = (url: string): boolean => rankOf(url) < 2;

/** Failures that only a server that speaks TLS can cause. */
const OF_TLS: ReadonlySet<LineFailure['key']> = new Set([
  'certificate',
  'fingerprint',
  'tls-alert',
  'tls-other',
]);

/** How much a failure explains, most first. */
const TELLING: readonly LineFailure['key'][] = [
  'certificate',
  'fingerprint',
  'tls-alert',
  'tls-other',
  'not-allowed',
  'dns',
  'proxy-unusable',
  'proxy-refused',
  'proxy-credentials',
  'proxy-certificate',
  'socks-refused',
  'no-subprotocol',
  'bad-upgrade',
  'no-websocket',
  'not-permitted',
  'unreachable',
  'timed-out',
  'refused',
];

const needsTls = ({ answer }: Probe): boolean =>
  answer?.ok === false && answer.failure !== undefined && OF_TLS.has(answer.failure.key);

/**
 * Undefined while a better answer may still arrive. If a server presents a certificate that is not trusted,
 * no unencrypted address is chosen instead.
 * @param isLate true to choose among the answers so far
 */
export function bestOf(probes: readonly Probe[], isLate: boolean): string | undefined {
  const ordered = probes.toSorted((a, b) => rankOf(a.url) - rankOf(b.url));
  const untrusted = ordered.filter(needsTls);
  // A browser would not say why a wss:// address fails.
  const blocked = untrusted.find(({ url }) => schemeOf(url) === 'mqtts') ?? untrusted[0];
  for (const { url, answer } of ordered) {
    if (answer === undefined && !isLate) return undefined;
    if (answer?.ok === true && (blocked === undefined || isEncrypted(url))) return url;
  }
  if (blocked !== undefined) return blocked.url;
  if (probes.some(({ answer }) => answer === undefined) && !isLate) return undefined;
  return mostTelling(ordered)?.url;
}

/** The last of equals is the plainest transport, whose failure has the fewest other causes. */
function mostTelling(ordered: readonly Probe[]): Probe | undefined {
  const weight = ({ answer }: Probe): number => {
    const key = answer?.ok === false ? answer.failure?.key : undefined;
    const at = key === undefined ? -1 : TELLING.indexOf(key);
    return at < 0 ? TELLING.length : at;
  };
  return ordered.toReversed().toSorted((a, b) => weight(a) - weight(b))[0];
}
