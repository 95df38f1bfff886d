import { ArrowUp, CircleCheck, CircleDashed, CircleX, ClipboardCheck } from 'lucide-react';
import { useMemo } from 'react';
import { announce, Button, copyText, focusTarget, page, useText } from '#kit';
import { useConnection } from '../../../session/connection/connections.ts';
import { DEBUGGER_FOCUS, DEVICE_FOCUS } from '../../../session/profiles/debuggerFocus.ts';
import type { Draft } from '../../../session/profiles/draft.ts';
import { useVerifying } from '../../../session/signIn/verifying.ts';
import { Commands } from './Commands.tsx';
import { Endpoints } from './Endpoints.tsx';
import { type Made, madeOf } from './made.ts';
import { Received } from './Received.tsx';
import { type Reported, reportOf } from './report.ts';
import { Steps } from './Steps.tsx';
import type { Shows } from './shows.ts';
import { useDiagnosis } from './useDiagnosis.ts';
import { Verify } from './Verify.tsx';

interface DebuggerProps {
  readonly connectionId: string;
  readonly draft: Draft;
  readonly change: (change: Partial<Draft>) => void;
  readonly shows: Shows;
  readonly onShow: (shows: Shows) => void;
  /** The form is above it, not beside it. */
  readonly isBelow: boolean;
}

/** Sign-in of this device step by step, updated during typing, and the values that the broker receives. */
export function SignInDebugger(props: DebuggerProps) {
  const { connectionId, draft, change, shows, onShow, isBelow } = props;
  const t = useText().signIn;
  const { moment, secrets } = shows;
  const made = useMemo(() => madeOf(draft, moment), [draft, moment]);
  const verifying = useVerifying(connectionId);
  const diagnosis = useDiagnosis(connectionId, draft, verifying);
  const verified = diagnosis && { credentials: verifying, diagnosis };
  const reveal = {
    shown: secrets,
    onShow: (shown: boolean) => onShow({ ...shows, secrets: shown }),
  };
  return (
    <>
      <div className="sticky top-0 z-10 flex min-h-12 flex-wrap items-center gap-x-2 border-b border-line bg-pane py-1 pr-2 pl-3">
        <h2
          // Takes the focus of users who jump here from the top of a long form.
          tabIndex={-1}
          data-focus={DEBUGGER_FOCUS}
          className="text-base font-semibold"
        >
          {t.title}
        </h2>
        <Completeness connectionId={connectionId} made={made} />
        <CopyReport draft={draft} made={made} verified={verified} />
        {isBelow && (
          <Button
            look="quiet"
            icon={<ArrowUp size={14} aria-hidden />}
            onClick={() => focusTarget(DEVICE_FOCUS)}
          >
            {t.toForm}
          </Button>
        )}
      </div>
      <Steps
        connectionId={connectionId}
        draft={draft}
        made={made}
        moment={moment}
        onMoment={() => onShow({ ...shows, moment: Date.now() })}
        {...reveal}
      />
      <Received connectionId={connectionId} draft={draft} made={made} {...reveal} />
      <Verify {...{ connectionId, draft, change, made, verifying, diagnosis }} />
      <Endpoints draft={draft} />
      <Commands draft={draft} shows={shows} onShow={onShow} />
      <p className="border-t border-line px-3 py-1 text-xs text-fg-2">
        {draft.how === 'https' ? t.footerHttps : t.footer}
      </p>
    </>
  );
}

function Completeness({ connectionId, made }: { connectionId: string; made: Made }) {
  const t = useText().signIn;
  const state = useConnection(connectionId, 'state')?.state;
  const failure = state?.kind === 'closed' || state?.kind === 'waiting' ? state.failure : undefined;
  if (made.missing.length === 0 && failure?.kind === 'refused') {
    return (
      <span className="flex items-center gap-1 text-err">
        <CircleX size={14} aria-hidden />
        {t.completeButRefused(failure.code)}
      </span>
    );
  }
  return made.missing.length === 0 ? (
    <span className="flex items-center gap-1 text-fg-2">
      <CircleCheck size={14} aria-hidden />
      {t.complete}
    </span>
  ) : (
    <span className="flex items-center gap-1 text-fg-2">
      <CircleDashed size={14} aria-hidden />
      {t.missing(made.missing)}
    </span>
  );
}

function CopyReport(reported: Reported) {
  const { signIn: t, kit } = useText();
  const copy = async () => {
    const done = await copyText(reportOf(reported, page, t));
    announce(done ? kit.copied(t.reportName) : kit.notCopied);
  };
  return (
    <Button
      look="quiet"
      className="ml-auto"
      icon={<ClipboardCheck size={14} aria-hidden />}
      onClick={() => void copy()}
    >
      {t.copyReport}
    </Button>
  );
}
