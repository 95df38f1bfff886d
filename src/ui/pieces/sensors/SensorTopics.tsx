import { FileUp, Tags } from 'lucide-react';
import { useEffect, useState } from 'react';
import { announce, Button, ChooseFile, Dialog, DialogBoundary, MonoArea, useText } from '#kit';
import { parsePredefinedTopics } from '../../../mqttsn/predefinedTopics.ts';

/** Names of topics with predefined ids: an id and a topic per line. */
export interface TopicNames {
  readonly load: () => Promise<string>;
  /** False: the topics were rejected, and the reason is shown. */
  readonly save: (topics: string) => Promise<boolean>;
}

/** Button that opens the form for the names. */
export function SensorNames({ names }: { names: TopicNames }) {
  const t = useText().sn.topics;
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button icon={<Tags size={14} aria-hidden />} onClick={() => setOpen(true)}>
        {t.open}
      </Button>
      <DialogBoundary
        part="dialog sensor topics"
        name={t.open}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
      >
        <SensorTopics open={isOpen} onClose={() => setOpen(false)} names={names} />
      </DialogBoundary>
    </>
  );
}

interface SensorTopicsProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly names: TopicNames;
}

/** Names for predefined topic ids, typed or from the file of `--sn-topics`. */
function SensorTopics({ open, onClose, names }: SensorTopicsProps) {
  const t = useText().sn.topics;
  return (
    <Dialog
      open={open}
      label={t.title}
      onClose={onClose}
      className="w-140 max-w-[calc(100vw-32px)]"
    >
      <Form names={names} onClose={onClose} />
    </Dialog>
  );
}

/** Characters. */
const MOST = 256 * 1024;

function Form({ names, onClose }: Omit<SensorTopicsProps, 'open'>) {
  const { sn, shell } = useText();
  const t = sn.topics;
  const [text, setText] = useState<string>();
  const { load } = names;
  useEffect(() => {
    let isGone = false;
    void load().then((known) => {
      if (!isGone) setText((typed) => typed ?? known);
    });
    return () => {
      isGone = true;
    };
    // oxlint-disable-next-line react/exhaustive-deps -- loads once, so that it never replaces what the user typed
  }, []);
  const parsed = parsePredefinedTopics(text ?? '');
  const isLong = (text?.length ?? 0) > MOST;
  const error = isLong ? t.tooLong : parsed.ok ? undefined : t.error(parsed.line, parsed.error);
  const save = async (): Promise<void> => {
    if (error !== undefined || text === undefined) return;
    if (!(await names.save(text))) return;
    announce(t.saved(parsed.ok ? parsed.topics.size : 0));
    onClose();
  };
  return (
    <form
      className="flex flex-col gap-3 p-4"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <h2 className="text-base font-semibold">{t.title}</h2>
      <p className="text-base text-fg-2">{t.text}</p>
      <MonoArea
        label={t.lines}
        value={text ?? ''}
        onChange={setText}
        rows={[6, 16]}
        placeholder={'1 plant/door\n2 plant/door/battery'}
        isWrong={error !== undefined}
        said={error ?? t.count(parsed.ok ? parsed.topics.size : 0)}
      />
      <div className="flex flex-wrap items-center gap-2">
        <ChooseFile
          icon={<FileUp size={14} aria-hidden />}
          action={t.choose}
          field={t.file}
          onFiles={([file]) => file?.text().then(setText)}
        />
        <span className="ml-auto flex gap-2">
          <Button onClick={onClose}>{shell.cancel}</Button>
          <Button type="submit" look="primary" disabled={error !== undefined}>
            {t.save}
          </Button>
        </span>
      </div>
    </form>
  );
}
