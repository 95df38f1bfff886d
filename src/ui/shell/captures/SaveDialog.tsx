import { Save, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { Button, Dialog, SelectField, Switch, TopicName, useText } from '#kit';
import {
  EXPORT_FORMATS,
  type ExportFormat,
  exportFormat,
} from '../../../engine/files/captureFormats.ts';
import { dropSaveDialog, useSaves } from '../../session/captures/saves.ts';
import { save } from '../../session/captures/saving.ts';
import { useCounters } from '../../session/connection/useWindowPart.ts';

/** Dialog for the format and content of a saved capture. */
export function SaveDialog() {
  const { captures, captureFiles } = useText();
  const { asked: connectionId, topic } = useSaves();
  return (
    <Dialog
      open={connectionId !== undefined}
      label={topic === undefined ? captures.saveAs : captureFiles.saveDialog.exportTopic}
      onClose={dropSaveDialog}
      className="w-110 max-w-[calc(100vw-32px)]"
    >
      {connectionId !== undefined && <Choices connectionId={connectionId} topic={topic} />}
    </Dialog>
  );
}

interface ChoicesProps {
  readonly connectionId: string;
  /** Saves only messages on this topic. */
  readonly topic: string | undefined;
}

function Choices({ connectionId, topic }: ChoicesProps) {
  const { captures, captureFiles } = useText();
  const { saveDialog: t } = captureFiles;
  const counters = useCounters(connectionId);
  const filter = counters?.filter;
  const [format, setFormat] = useState<ExportFormat>('mqttscope');
  const [withSecrets, setSecrets] = useState(false);
  const [withStandIns, setStandIns] = useState(false);
  const [filtered, setFiltered] = useState(false);
  const held = (counters?.packets ?? 0) - (counters?.discarded ?? 0);
  const isFiltered = filtered && filter !== undefined;
  const go = (): void => {
    const choices = { format, withSecrets, withStandIns, filtered: isFiltered };
    void save(connectionId, { ...choices, ...(topic !== undefined && { topic }) });
  };
  return (
    <form
      className="flex flex-col gap-4 p-4"
      onSubmit={(event) => {
        event.preventDefault();
        go();
      }}
    >
      <div>
        <h2 className="text-base font-semibold">
          {topic === undefined ? captures.saveAs : t.exportTopic}
        </h2>
        {topic === undefined ? (
          <p className="mt-1 text-fg-2">{t.holds(held)}</p>
        ) : (
          <>
            <TopicName topic={topic} className="mt-1" />
            <p className="mt-1 text-fg-2">{t.holdsTopic}</p>
          </>
        )}
        {counters !== undefined && counters.discarded > 0 && (
          <p className="mt-1 text-warn">{t.discarded(counters.discarded)}</p>
        )}
      </div>
      <SelectField
        label={t.format}
        value={format}
        options={EXPORT_FORMATS.map((value) => ({ value, label: t.formats[value] }))}
        hint={t.holdsOf[exportFormat(format).holds]}
        onChange={setFormat}
      />
      <div>
        <Switch label={t.secrets} checked={withSecrets} onChange={setSecrets} />
        {withSecrets ? (
          <p role="alert" className="flex gap-2 text-warn">
            <TriangleAlert size={14} aria-hidden className="mt-0.5 shrink-0" />
            {t.secretsOn}
          </p>
        ) : (
          <p className="text-fg-2">{t.secretsOff}</p>
        )}
      </div>
      <div>
        <Switch label={t.standIns} checked={withStandIns} onChange={setStandIns} />
        <p className="text-fg-2">{t.standInsText}</p>
      </div>
      {filter !== undefined && (
        <div>
          <Switch label={t.filtered} checked={filtered} onChange={setFiltered} />
          <p className="text-fg-2">
            <code className="font-mono break-all">{filter.text}</code>{' '}
            {filter.done && t.filteredText(filter.shown)}
          </p>
        </div>
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={dropSaveDialog}>{t.cancel}</Button>
        <Button look="primary" type="submit" icon={<Save size={14} aria-hidden />}>
          {t.save}
        </Button>
      </div>
    </form>
  );
}
