import { useEffect, useState } from 'react';
import { useText } from '#kit';
import { visibleText } from '../../../../base/visibleText.ts';
import type { AnswerPreview } from '../../../../connection/templates/templateSource.ts';
import type { AnswerRule } from '../../../../profiles/settings/answerRule.ts';
import { askWorker } from '../../../session/connection/workerQuestions.ts';
import { fillErrorWords } from '../../../session/publish/fillErrorWords.ts';
import { shownName } from '../../../session/shownName.ts';

interface AnswerExampleProps {
  readonly connectionId: string;
  readonly rule: AnswerRule;
}

/** Preview length of a payload. */
const SHOWN = 1000;
/** ms without a key before the example is updated, and between two updates. */
const SETTLED = 200;
const EVERY = 2000;

/** Message that the rule would publish for the last match. */
export function AnswerExample({ connectionId, rule }: AnswerExampleProps) {
  const t = useText().answers.example;
  const [example, setExample] = useState<{ rule: AnswerRule; said: AnswerPreview }>();
  const key = JSON.stringify(rule);
  useEffect(() => {
    let isOver = false;
    let timer = setTimeout(ask, SETTLED);
    function ask(): void {
      void askWorker(connectionId, { kind: 'preview-answer', rule }, ask).then((answer) => {
        if (isOver) return;
        if (answer !== undefined) setExample({ rule, said: answer.said });
        timer = setTimeout(ask, EVERY);
      });
    }
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
    // oxlint-disable-next-line react/exhaustive-deps -- `key` compares the rule by value
  }, [connectionId, key]);
  if (example === undefined) return null;
  const { to } = example.said;
  if (to === undefined) return <p className="text-xs text-fg-2">{t.none}</p>;
  const { packet, said } = to;
  return (
    <div className="text-xs">
      <p className="text-fg-2">{t.title(packet)}</p>
      {said.ok ? (
        <output aria-label={t.title(packet)}>
          <p className="font-mono break-all">
            <bdi>{shownName(said.topic)}</bdi>
          </p>
          <pre
            tabIndex={0}
            role="group"
            aria-label={t.title(packet)}
            className="max-h-40 overflow-auto rounded-md border border-line bg-well p-2 font-mono break-words whitespace-pre-wrap"
          >
            <bdi>
              {visibleLines(said.text.slice(0, SHOWN))}
              {said.text.length > SHOWN && '…'}
            </bdi>
          </pre>
        </output>
      ) : (
        <p role="status" className="break-words text-err">
          {fillErrorWords(said, example.rule)}
        </p>
      )}
    </div>
  );
}

const visibleLines = (text: string): string => text.split('\n').map(visibleText).join('\n');
