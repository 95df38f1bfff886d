import { Check, LoaderCircle, OctagonX, TriangleAlert } from 'lucide-react';
import { classes, TopicName, useText } from '#kit';
import type { CallFacts } from '../../../../broker/platform/devices/commands.ts';
import { codeWords } from '../../../session/alink/words.ts';
import { shownName } from '../../../session/shownName.ts';
import { JsonPieces, JsonText } from '../parts/JsonText.tsx';

interface CallOutcomeProps {
  readonly call: number;
  /** The last calls of the device, newest first. */
  readonly calls: readonly CallFacts[];
}

/** A call to the device, and its reply once the device has answered. */
export function CallOutcome({ call, calls }: CallOutcomeProps) {
  const t = useText().platform.calls;
  const facts = calls.find((one) => one.call === call);
  // Programs may have called the device so often that this call is no longer known.
  if (facts === undefined && calls.some((one) => one.call > call)) return null;
  return (
    <section
      aria-label={t.name}
      className="border-b border-line px-3 py-2 shadow-[inset_2px_0_var(--accent)]"
    >
      <div role="status">
        {facts === undefined ? <State state="waiting" /> : <CallLine facts={facts} />}
      </div>
      {facts !== undefined && (
        <>
          <TopicName topic={facts.topic} />
          <CallParams params={facts.params} />
        </>
      )}
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
function CallParams({ params }: { params: string }) {
  const t = useText().platform.calls;
  const shown = params.length > LONGEST_PARAMS ? `${params.slice(0, LONGEST_PARAMS)}…` : params;
  return (
    <p className="min-w-0 text-fg-2">
      {t.params}{' '}
      <span className="font-mono break-all">
        <JsonPieces text={shown} />
      </span>
    </p>
  );
}

/** The platform's code for success. */
const SUCCESS = 200;

/** The call and its outcome on a line. */
function CallLine({ facts }: { facts: CallFacts }) {
  const { platform, alink } = useText();
  const t = platform.calls;
  const { what, identifier, state, code, latency } = facts;
  const isFailed = state === 'answered' && code !== SUCCESS;
  const meaning = isFailed && code !== undefined ? codeWords(code, undefined, alink) : undefined;
  return (
    <p className="flex flex-wrap items-center gap-x-2">
      <span className="font-mono">
        {what === 'property' ? alink.kinds['property-set'] : shownName(identifier)}
      </span>
      <State state={isFailed ? 'failed' : state} />
      {code !== undefined && (
        <span className="font-mono">
          {t.code} {code}
        </span>
      )}
      {meaning !== undefined && <span className="text-warn">{meaning.meaning}</span>}
      {latency !== undefined && <span className="text-fg-2">{t.latency(latency)}</span>}
    </p>
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

/** `failed`: answered with another code than that of success. */
function State({ state }: { state: keyof typeof LOOKS }) {
  const t = useText().platform.calls;
  const { Sign, colour } = LOOKS[state];
  return (
    <span className={classes('inline-flex items-center gap-1', colour)}>
      <Sign size={12} aria-hidden />
      {t.state(state === 'failed' ? 'answered' : state)}
    </span>
  );
}
