import { Check, LoaderCircle, OctagonX, TriangleAlert, X } from 'lucide-react';
import { useState } from 'react';
import { classes, focusTarget, IconButton, useText } from '#kit';
import type { CallFacts } from '../../../../broker/platform/devices/commands.ts';
import { useAsked } from '../../../session/broker/brokers.ts';
import { readCall } from '../calls/readReplies.ts';
import { JsonPieces, JsonText } from '../parts/JsonText.tsx';

/** ms between questions while the device has not replied. */
const EVERY = 250;

interface CallOutcomeProps {
  readonly connectionId: string;
  readonly call: number;
  readonly onDismiss: () => void;
}

/** State of a call to the device until its outcome is known. */
export function CallOutcome({ connectionId, call, onDismiss }: CallOutcomeProps) {
  const t = useText().platform.calls;
  const [settled, setSettled] = useState<CallFacts>();
  const [isForgotten, setForgotten] = useState(false);
  const isKnown = settled?.call === call;
  const asked = isKnown || isForgotten ? undefined : ({ kind: 'platform-call', call } as const);
  const reply = readCall(useAsked(connectionId, asked, EVERY));
  const told = reply?.call;
  if (told !== undefined && told.call === call && told.state !== 'waiting' && !isKnown) {
    setSettled(told);
  }
  if (reply !== undefined && told === undefined && !isForgotten && !isKnown) setForgotten(true);
  const facts = isKnown ? settled : told;
  return (
    <section
      aria-label={t.name}
      className="border-b border-line px-3 py-2 shadow-[inset_2px_0_var(--accent)]"
    >
      <div className="flex items-start gap-2">
        <div role="status" className="min-w-0 flex-1">
          {isForgotten ? (
            <p className="text-fg-2">{t.forgotten}</p>
          ) : (
            <CallLine
              facts={facts ?? { state: 'waiting', what: 'property', identifier: '' }}
              isNamed={facts !== undefined}
            />
          )}
          {facts !== undefined && <CallParams params={facts.params} />}
        </div>
        <IconButton
          small
          label={t.dismiss}
          onClick={() => {
            onDismiss();
            focusTarget('platform-device');
          }}
        >
          <X size={14} aria-hidden />
        </IconButton>
      </div>
      {facts?.data !== undefined && (
        <div className="mt-1">
          <JsonText label={t.data} text={facts.data} />
        </div>
      )}
    </section>
  );
}

/** Characters on a line. */
const LONGEST_PARAMS = 300;

/** Parameters of a call on a single line. */
export function CallParams({ params }: { params: string }) {
  const t = useText().platform.calls;
  const shown = params.length > LONGEST_PARAMS ? `${params.slice(0, LONGEST_PARAMS)}…` : params;
  return (
    <span className="min-w-0 text-fg-2">
      {t.params}{' '}
      <span className="font-mono break-all">
        <JsonPieces text={shown} />
      </span>
    </span>
  );
}

const LOOKS = {
  waiting: { Sign: LoaderCircle, colour: 'text-fg-2' },
  answered: { Sign: Check, colour: 'text-ok' },
  'timed-out': { Sign: OctagonX, colour: 'text-err' },
  offline: { Sign: OctagonX, colour: 'text-err' },
  'not-subscribed': { Sign: OctagonX, colour: 'text-err' },
  failed: { Sign: TriangleAlert, colour: 'text-warn' },
} as const;

/** The platform's code for success. */
const SUCCESS = 200;

interface CallLineProps {
  readonly facts: Pick<CallFacts, 'state' | 'what' | 'identifier'> &
    Partial<Pick<CallFacts, 'code' | 'latency'>>;
  readonly isNamed?: boolean;
}

/** A call on a line: the request and its outcome. */
export function CallLine({ facts, isNamed = true }: CallLineProps) {
  const t = useText().platform.calls;
  const { state, code, latency } = facts;
  const isFailed = state === 'answered' && code !== SUCCESS;
  const { Sign, colour } = LOOKS[isFailed ? 'failed' : state];
  return (
    <p className="flex flex-wrap items-center gap-x-2">
      {isNamed && <span className="font-mono">{t.what(facts.what, facts.identifier)}</span>}
      <span className={classes('inline-flex items-center gap-1', colour)}>
        <Sign size={12} aria-hidden />
        {t.state(state)}
      </span>
      {code !== undefined && (
        <span className="font-mono">
          {t.code} {code}
        </span>
      )}
      {latency !== undefined && <span className="text-fg-2">{t.latency(latency)}</span>}
    </p>
  );
}
