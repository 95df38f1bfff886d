import { useEffect, useState } from 'react';
import { Prose, useText } from '#kit';
import type { ProbeAnswer } from '../../../connection/bridge/bestProbe.ts';
import { probeOverCompanion } from '../../../connection/environment/probeLine.ts';
import type { Failure } from '../../../connection/protocol/protocol.ts';
import { type UnreachableCause, unreachableCauses } from '../../../connection/worker/failures.ts';
import { isTabAddress } from '../../../profiles/settings/tabAddress.ts';
import { useCompanion } from '../../session/broker/companion.ts';
import { currentPass, hasPass } from '../../session/broker/controlPass.ts';
import { useSearch } from '../../session/profiles/searches.ts';
import { OverCompanion } from './OverCompanion.tsx';

type Unreachable = Extract<Failure, { kind: 'unreachable' }>;

interface UnreachableProps {
  readonly connectionId: string;
  readonly failure: Unreachable;
  /** The device of a platform has no other address. */
  readonly isDevice: boolean;
}

/** Why a WebSocket did not open: as the companion saw it, or the possible causes, because browsers hide the cause. */
export function WhyUnreachable({ connectionId, failure, isDevice }: UnreachableProps) {
  const { failures: t } = useText();
  const answer = useAnswerOfCompanion(connectionId, failure);
  const failed = answer?.ok === false ? answer.failure : undefined;
  // The companion has not tried it.
  const why = failed?.key === 'not-allowed' ? undefined : failed;
  return (
    <>
      {why === undefined ? (
        <Causes failure={failure} isOpen={answer?.ok === true} />
      ) : (
        <p className="break-words">
          <Prose text={t.companionSaw(t.lineWhy(why))} />
        </p>
      )}
      {!isTabAddress(failure.url) && !isDevice && (
        <OverCompanion connectionId={connectionId} url={failure.url} />
      )}
    </>
  );
}

/** The companion's handshakes with the same address: those of the search, or of a new attempt. */
function useAnswerOfCompanion(connectionId: string, failure: Unreachable): ProbeAnswer | undefined {
  const companion = useCompanion();
  const search = useSearch(connectionId);
  const [tried, setTried] = useState<{ of: Unreachable; answer: ProbeAnswer | undefined }>();
  const found = search?.probes.find(({ url }) => url === failure.url)?.answer;
  const isKnown = found?.ok === true || found?.failure !== undefined;
  const hasBridge = typeof companion === 'object' && companion.bridge !== undefined;
  // A query may have credentials, which the address of a failure hides.
  const isWhole = !failure.url.includes('?');
  const isAsked =
    hasBridge && isWhole && !isKnown && !failure.forbidden && !isTabAddress(failure.url);
  useEffect(() => {
    if (!isAsked || !hasPass()) return undefined;
    const stop = new AbortController();
    void probeOverCompanion(failure.url, undefined, currentPass(), stop.signal).then((answer) => {
      if (!stop.signal.aborted) setTried({ of: failure, answer });
      stop.abort();
    });
    return () => stop.abort();
  }, [isAsked, failure]);
  return isKnown ? found : tried?.of === failure ? tried.answer : undefined;
}

/** Causes at the server or on the way to it, which would also stop a companion. */
const OF_SERVER: ReadonlySet<UnreachableCause> = new Set<UnreachableCause>([
  'plain-mqtt-port',
  'maybe-plain-mqtt',
  'not-listening',
  'wrong-path',
  'needs-tls',
  'maybe-needs-tls',
]);

interface CausesProps {
  readonly failure: Unreachable;
  /** The companion could open the address. */
  readonly isOpen: boolean;
}

function Causes({ failure, isOpen }: CausesProps) {
  const { failures: t, kit } = useText();
  const causes = unreachableCauses(failure.url, failure.pageIsSecure);
  return (
    <>
      {!isTabAddress(failure.url) && <p className="text-fg-2">{t.unreachableWhy}</p>}
      <ol className="list-inside list-decimal">
        {causes
          .filter(({ cause }) => !isOpen || !OF_SERVER.has(cause))
          .map(({ cause, next }) => (
            <li key={cause}>
              {t.causes[cause]}
              {kit.gap}
              <span className="text-fg-2">{next.map((step) => t.next[step]).join(kit.gap)}</span>
            </li>
          ))}
      </ol>
    </>
  );
}
