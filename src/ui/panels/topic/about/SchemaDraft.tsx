import { useMemo, useState } from 'react';
import { errorText } from '../../../../base/errorText.ts';
import { draftSchema } from '../../../../payload/shape/draftSchema.ts';
import type { ShapeReport } from '../../../../payload/shape/shape.ts';
import { BoundedArea } from '../../../kit/controls/BoundedArea.tsx';
import { Button } from '../../../kit/controls/Button.tsx';
import { copyAndSay } from '../../../kit/controls/copyText.ts';
import { Switch } from '../../../kit/controls/Switch.tsx';
import { TopicName } from '../../../kit/display/TopicName.tsx';
import { announce, confirm } from '../../../kit/language/announcements.ts';
import { useText } from '../../../kit/language/useText.ts';
import { Dialog } from '../../../kit/overlays/Dialog.tsx';
import { download, fileNameOf } from '../../../session/captures/saveTarget.ts';
import { rulesOf, setRules } from '../../../session/payloadRules/rules.ts';

interface SchemaDraftProps {
  readonly connectionId: string;
  readonly topic: string;
  readonly report: ShapeReport;
  readonly open: boolean;
  readonly onClose: () => void;
}

/** A draft of a JSON Schema, derived from the messages seen. */
export function SchemaDraft({ open, ...props }: SchemaDraftProps) {
  const t = useText().topic.schema;
  return (
    <Dialog
      open={open}
      label={t.title}
      onClose={props.onClose}
      className="w-160 max-w-[calc(100vw-32px)]"
    >
      {open && <Draft {...props} />}
    </Dialog>
  );
}

function Draft({ connectionId, topic, report: live, onClose }: Omit<SchemaDraftProps, 'open'>) {
  const { topic: words, payloadRules } = useText();
  const t = words.schema;
  // The content of the dialog is frozen.
  const [report] = useState(live);
  const [withValues, setWithValues] = useState(false);
  const text = useMemo(
    () => draftSchema(report, { title: topic, withValues }),
    [report, topic, withValues],
  );
  const save = (): void => {
    const level = topic.slice(topic.lastIndexOf('/') + 1);
    const name = `${fileNameOf(level || 'schema', Date.now())}.schema.json`;
    download(new Blob([`${text}\n`], { type: 'application/schema+json' }), name);
  };
  const hold = (): void => {
    const rules = rulesOf(connectionId);
    const others = (rules.schemas ?? []).filter(({ filter }) => filter !== topic);
    const schemas = [{ filter: topic, schema: text }, ...others];
    onClose();
    setRules(connectionId, { ...rules, schemas }).then(
      () => confirm(t.holds),
      (error: unknown) => announce(payloadRules.notSaved(errorText(error))),
    );
  };
  return (
    <div className="flex max-h-[calc(100vh-64px)] flex-col gap-3 p-4">
      <div>
        <h2 className="text-base font-semibold">{t.title}</h2>
        <TopicName topic={topic} className="mt-1" />
        <p className="mt-1 text-fg-2">{t.text(report.messages)}</p>
      </div>
      <Switch label={t.withValues} checked={withValues} onChange={setWithValues} />
      <BoundedArea
        readOnly
        data-autofocus
        aria-label={t.title}
        className="h-80 min-h-24 resize-y rounded-md border border-ctl bg-well p-2 font-mono text-base/5"
        spellCheck={false}
        value={text}
      />
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>{t.close}</Button>
        <Button onClick={save}>{t.save}</Button>
        <Button onClick={() => void copyAndSay(text, t.copied, words.notCopied)}>{t.copy}</Button>
        <Button look="primary" title={t.holdTitle} onClick={hold}>
          {t.hold}
        </Button>
      </div>
    </div>
  );
}
