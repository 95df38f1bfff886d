import { Pencil } from 'lucide-react';
import { Button, useText } from '#kit';
import { useAnswerRules } from '../../session/answers/answers.ts';
import { useConnection } from '../../session/connection/connections.ts';
import { shownName } from '../../session/shownName.ts';
import { focusInPane } from '../../session/view/focusInPane.ts';
import { LabTitle } from './PartHead.tsx';

/** The connection's auto-replies with their counts and outcomes. */
export function AnswersPart({ connectionId }: { connectionId: string }) {
  const t = useText().lab.answers;
  const rules = useAnswerRules(connectionId);
  const status = useConnection(connectionId, 'answers')?.answers;
  return (
    <section aria-label={t.title}>
      <LabTitle title={t.title} text={t.text}>
        <Button
          look="primary"
          icon={<Pencil size={12} aria-hidden />}
          onClick={() => focusInPane(connectionId, 'publish', 'publish-topic')}
        >
          {t.edit}
        </Button>
      </LabTitle>
      {rules.length === 0 && <p className="px-4 py-3 text-fg-2">{t.none}</p>}
      <ul>
        {rules.map(({ id, name, when }) => (
          <li key={id} className="flex min-h-(--h-row) items-center gap-3 px-4">
            <bdi className="min-w-0 flex-1 truncate font-mono">
              {shownName(name === '' ? when.text : name)}
            </bdi>
            <span className="text-fg-2">
              {t.answered(status?.rules.find((one) => one.id === id)?.answered ?? 0)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
