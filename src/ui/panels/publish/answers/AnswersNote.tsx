import { CircleAlert, Reply } from 'lucide-react';
import { useText } from '#kit';
import type { AnswerStatus } from '../../../../connection/protocol/answerProtocol.ts';

interface AnswersNoteProps {
  readonly status: AnswerStatus;
}

/** Notice that messages are published automatically, or that this has stopped. */
export function AnswersNote({ status }: AnswersNoteProps) {
  const t = useText().answers;
  const stopped = status.rules.filter((rule) => rule.stopped !== undefined).length;
  const answered = status.rules.reduce((sum, rule) => sum + rule.answered, 0);
  const Mark = stopped > 0 ? CircleAlert : Reply;
  return (
    <p
      role="status"
      className={`flex items-center gap-1 border-b border-line px-3 py-1 text-xs ${stopped > 0 ? 'text-err' : 'text-fg-2'}`}
    >
      <Mark size={12} aria-hidden className="shrink-0" />
      {stopped > 0 ? t.rulesStopped(stopped) : t.running(status.rules.length, answered)}
    </p>
  );
}
