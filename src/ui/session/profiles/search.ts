/** Search for the address of a broker with a known host, by handshakes only. */
import { bestOf, type Probe, type ProbeAnswer } from '../../../connection/bridge/bestProbe.ts';
import { probeOverCompanion, probeWebSocket } from '../../../connection/environment/probeLine.ts';
import { bridgedUrl, usualListener } from '../../../profiles/addresses/brokerAddresses.ts';
import { candidates, type Place } from '../../../profiles/addresses/candidates.ts';
import type { LineSettings } from '../../../profiles/settings/lineSettings.ts';
import { page } from '../../kit/page/page.ts';
import { currentPass, hasPass } from '../broker/controlPass.ts';
import { type Search, searches } from './searches.ts';

/** ms after the first open address within which a better one may answer. */
const GRACE = 1000;
/** ms to wait for a companion's handshakes. */
const TIMEOUT = 6000;
/** ms for each address that the page tries itself, one after the other. */
const EACH = 2500;

/**
 * Resolves to the address to connect to, which may be one that failed: connecting there shows why. Undefined if
 * the search was stopped.
 */
export async function searchBroker(
  connectionId: string,
  place: Place,
  line: LineSettings | undefined,
): Promise<string | undefined> {
  const stop = new AbortController();
  const began = performance.now();
  let probes: readonly Probe[] = [];
  const show = (isOver: boolean): void => {
    const search: Search = { probes, isOver, took: performance.now() - began, stop };
    searches.set(connectionId, search);
  };
  const answered = (url: string, answer: ProbeAnswer): void => {
    probes = probes.map((probe) => (probe.url === url ? { url, answer } : probe));
    show(false);
  };
  const begin = (urls: readonly string[]): readonly string[] => {
    probes = urls.map((url) => ({ url, answer: undefined }));
    show(false);
    return urls;
  };
  let found =
    page.hasBridge && hasPass()
      ? await atOnce(begin(candidates(place, page)), line, stop.signal, answered, () => probes)
      : undefined;
  // Also if the companion does not know the pass, for example after a restart.
  if (found === undefined && !stop.signal.aborted) {
    const urls = begin(candidates(place, { ...page, hasBridge: false }));
    found = (await inTurn(urls, stop.signal, answered)) ?? toExplain(place, urls);
  }
  const isStopped = stop.signal.aborted;
  show(true);
  // Ends the pending handshakes.
  stop.abort();
  return isStopped ? undefined : found;
}

type Answered = (url: string, answer: ProbeAnswer) => void;

function atOnce(
  urls: readonly string[],
  line: LineSettings | undefined,
  signal: AbortSignal,
  answered: Answered,
  now: () => readonly Probe[],
): Promise<string | undefined> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(undefined));
    const decide = (isLate: boolean): void => {
      const best = bestOf(now(), isLate);
      if (best !== undefined) resolve(best);
    };
    setTimeout(() => decide(true), TIMEOUT);
    for (const url of urls) {
      void probeOverCompanion(url, line, currentPass(), signal).then((answer) => {
        if (answer === undefined) {
          resolve(undefined);
          return;
        }
        answered(url, answer);
        if (answer.ok) setTimeout(() => decide(true), GRACE);
        decide(false);
      });
    }
  });
}

async function inTurn(
  urls: readonly string[],
  signal: AbortSignal,
  answered: Answered,
): Promise<string | undefined> {
  for (const url of urls) {
    const within = AbortSignal.any([signal, AbortSignal.timeout(EACH)]);
    const answer = await probeWebSocket(url, within);
    if (signal.aborted) return undefined;
    answered(url, answer);
    if (answer.ok) return url;
  }
  return undefined;
}

/** The address of which the failure names the remedy: a companion may open TCP once it knows this page. */
function toExplain({ host, port }: Place, urls: readonly string[]): string | undefined {
  const isWeb = port !== undefined && usualListener(port) !== undefined;
  if (!page.hasBridge || isWeb) return urls[0];
  return bridgedUrl(host, port ?? 1883, port === 8883);
}
