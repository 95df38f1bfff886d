import { Pause, Play, Square, X } from 'lucide-react';
import { Button, IconButton, Progress, useText } from '#kit';
import {
  dropReplay,
  pauseReplay,
  resumeReplay,
  stopReplay,
} from '../../session/replay/replaying.ts';
import { useReplays } from '../../session/replay/replays.ts';
import type { ReplayState } from '../../session/replay/run.ts';

/** Progress of the replay, and the reason for a delay. */
export function ReplayProgress() {
  const t = useText().replay;
  const { state, target } = useReplays();
  if (state === undefined) return null;
  const isOver = state.kind === 'done' || state.kind === 'stopped';
  const isHeld = state.kind === 'paused' || state.kind === 'disconnected';
  return (
    <section
      aria-label={t.running(target)}
      className="flex min-h-9 flex-wrap items-center gap-3 border-t border-line bg-sel-2 px-3 py-1"
    >
      <span className="max-w-60 truncate font-semibold">{t.running(target)}</span>
      <Progress label={t.running(target)} max={state.total} value={state.sent + state.skipped} />
      <span role="status">
        {t.progress(state.sent, state.total)} · {t.states[state.kind]}
        <Outcomes state={state} />
      </span>
      <span className="flex-1" />
      {!isOver && (
        <>
          {isHeld ? (
            <Button icon={<Play size={14} aria-hidden />} onClick={resumeReplay}>
              {t.resume}
            </Button>
          ) : (
            <Button icon={<Pause size={14} aria-hidden />} onClick={pauseReplay}>
              {t.pause}
            </Button>
          )}
          <Button icon={<Square size={14} aria-hidden />} onClick={stopReplay}>
            {t.stop}
          </Button>
        </>
      )}
      {isOver && (
        <IconButton small label={t.dismiss} onClick={dropReplay}>
          <X size={14} aria-hidden />
        </IconButton>
      )}
    </section>
  );
}

function Outcomes({ state: { refused, unanswered, skipped } }: { state: ReplayState }) {
  const t = useText().replay;
  return (
    <>
      {refused > 0 && <span className="text-err"> · {t.refused(refused)}</span>}
      {unanswered > 0 && <span className="text-warn"> · {t.unanswered(unanswered)}</span>}
      {skipped > 0 && <span className="text-warn"> · {t.skipped(skipped)}</span>}
    </>
  );
}
