import { Play } from 'lucide-react';
import { Button } from '../../kit/controls/Button.tsx';
import { useText } from '../../kit/language/useText.ts';
import { askToReplay } from '../../session/replay/replays.ts';
import { LabTitle } from './PartHead.tsx';

/** Replays the messages of this capture. */
export function ReplayPart({ connectionId }: { connectionId: string }) {
  const t = useText().lab.replay;
  return (
    <section aria-label={t.title}>
      <LabTitle title={t.title} text={t.text}>
        <Button
          look="primary"
          icon={<Play size={12} aria-hidden />}
          onClick={() => askToReplay(connectionId)}
        >
          {t.this}
        </Button>
      </LabTitle>
      <p className="px-4 py-3 text-fg-2">{t.hint}</p>
    </section>
  );
}
