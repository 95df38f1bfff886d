import { CircleAlert, Reply } from 'lucide-react';
import { useEffect } from 'react';
import type { AnswerStatus } from '../../../../connection/protocol/answerProtocol.ts';
import { useText } from '../../../kit/language/useText.ts';
import { useAnswerRules } from '../../../session/answers/answers.ts';
import { giveFiles, useTemplateFiles } from '../../../session/templateFiles/templateFiles.ts';

interface AnswersNoteProps {
  readonly connectionId: string;
  readonly status: AnswerStatus;
}

/** Notice that messages are published automatically, or that this has stopped. */
export function AnswersNote({ connectionId, status }: AnswersNoteProps) {
  const t = useText().answers;
  const rules = useAnswerRules(connectionId);
  const { files } = useTemplateFiles();
  useEffect(() => {
    for (const rule of rules) void giveFiles(connectionId, rule);
  }, [connectionId, rules, files]);
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
