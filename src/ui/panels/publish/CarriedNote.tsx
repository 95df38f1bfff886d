import { useEffect, useState } from 'react';
import { formatName, payloadKind, useFirstText } from '#kit';
import { chooseFormat } from '../../session/publish/forms.ts';
import type { PublishForm } from '../../session/publish/publishForm.ts';
import { carriedFormat, writesOther } from '../../session/publish/topicFormat.ts';

interface CarriedNoteProps {
  readonly connectionId: string;
  readonly form: PublishForm;
}

/** ms without a key before the topic is looked up. */
const SETTLED = 150;

/** Notice that the topic carries another format than the form writes, with a button that chooses it. */
export function CarriedNote({ connectionId, form }: CarriedNoteProps) {
  const { publish: t, payload: names } = useFirstText();
  const { topic } = form;
  const [found, setFound] = useState<{
    readonly topic: string;
    readonly format: Awaited<ReturnType<typeof carriedFormat>>;
  }>();
  useEffect(() => {
    let isOver = false;
    const timer = setTimeout(() => {
      void carriedFormat(connectionId, topic).then((format) => {
        if (!isOver) setFound({ topic, format });
      });
    }, SETTLED);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [connectionId, topic]);
  const format = found?.topic === topic ? found.format : undefined;
  if (format === undefined || !writesOther(form, format)) return null;
  return (
    <p className="text-xs text-fg-2">
      {t.carries(payloadKind(format, names))}{' '}
      <button
        type="button"
        className="rounded-sm text-action"
        onClick={() => chooseFormat(connectionId, format.id)}
      >
        {t.writeAs(formatName(format, names))}
      </button>
    </p>
  );
}
