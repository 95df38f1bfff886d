import { Button, Strip, useFirstText } from '#kit';
import { useConnection } from '../../session/connection/connections.ts';
import { useReadOnly } from '../../session/readOnly.ts';
import { setView } from '../../session/view/tabView.ts';

interface ReadOnlyStripProps {
  readonly connectionId: string;
  /** Id of the text, for `aria-describedby`. */
  readonly textId?: string;
}

/** Notice above forms that cannot publish, with the reason. */
export function ReadOnlyStrip({ connectionId, textId }: ReadOnlyStripProps) {
  const t = useFirstText().publish;
  const isEnded = useConnection(connectionId, 'ended')?.ended !== undefined;
  const isReadOnly = useReadOnly(connectionId);
  if (isEnded) {
    return (
      <div id={textId}>
        <Strip tone="info" title={t.ended} />
      </div>
    );
  }
  return (
    isReadOnly && (
      <Strip
        tone="info"
        title={t.readOnly}
        actions={
          <Button onClick={() => setView(connectionId, { screen: 'editor' })}>
            {t.editConnection}
          </Button>
        }
      >
        <p id={textId}>{t.readOnlyText}</p>
      </Strip>
    )
  );
}
