import { ClipboardCopy, Download, FileUp } from 'lucide-react';
import { useId, useState } from 'react';
import { announce, BoundedArea, Button, ChooseFile, copyAndSay, useText } from '#kit';
import { parseRulesFile } from '../../../../broker/faults/rulesFile.ts';
import { writeNetwork, writeRules } from '../../../../broker/faults/writeRules.ts';
import { download } from '../../../session/captures/saveTarget.ts';
import { changeRulesState, setRules } from './rules.ts';

const FILE_NAME = 'faults.json';
/** Bytes of a file that is opened; rules need a few hundred each. */
const LARGEST_FILE = 4 * 1024 * 1024;

interface RulesJsonProps {
  readonly connectionId: string;
  /** Text in the box. */
  readonly text: string;
  /** Rules of the broker. */
  readonly now: string;
}

/** The rules as in a file for `--faults`: to copy, paste, save and open. */
export function RulesJson({ connectionId, text, now }: RulesJsonProps) {
  const { faults, explain } = useText();
  const t = faults.rules.json;
  const id = useId();
  const [fileFault, setFileFault] = useState<string>();
  const parsed = parseRulesFile(text);
  const set = (json: string): void => {
    setFileFault(undefined);
    changeRulesState(connectionId, { json });
  };
  const apply = async (): Promise<void> => {
    if (!parsed.ok) return;
    const network = parsed.network === undefined ? null : writeNetwork(parsed.network);
    if (!(await setRules(connectionId, { ...writeRules(parsed.rules), network }))) return;
    changeRulesState(connectionId, { editing: undefined });
    announce(t.applied(parsed.rules.length));
  };
  const open = async (chosen: File): Promise<void> => {
    if (chosen.size > LARGEST_FILE) setFileFault(t.tooLarge(chosen.name));
    else set(await chosen.text());
  };
  const fault = fileFault ?? (parsed.ok ? undefined : explain.rulesFileError(parsed.error));
  return (
    <section aria-label={t.title} className="flex flex-col gap-2 border-b border-line p-3">
      <label htmlFor={id} className="text-xs text-fg-2">
        {t.title}
      </label>
      <BoundedArea
        id={id}
        className="min-h-56 w-full resize-y rounded-md border border-ctl bg-well p-2 font-mono text-base"
        spellCheck={false}
        value={text}
        aria-invalid={fault !== undefined}
        aria-describedby={`${id}-fault`}
        onChange={({ target }) => set(target.value)}
      />
      <p id={`${id}-fault`} role="status" className="text-err empty:hidden">
        {fault}
      </p>
      <div className="flex flex-wrap gap-2">
        <Button look="primary" disabled={!parsed.ok || text === now} onClick={() => void apply()}>
          {t.apply}
        </Button>
        <Button disabled={text === now} onClick={() => set(now)}>
          {t.revert}
        </Button>
        <Button
          icon={<ClipboardCopy size={14} aria-hidden />}
          onClick={() => void copyAndSay(text, t.copied, t.notCopied)}
        >
          {t.copy}
        </Button>
        <Button
          icon={<Download size={14} aria-hidden />}
          onClick={() => download(new Blob([text], { type: 'application/json' }), FILE_NAME)}
        >
          {t.save}
        </Button>
        <ChooseFile
          icon={<FileUp size={14} aria-hidden />}
          action={t.open}
          field={t.file}
          accept=".json,application/json"
          onFiles={([file]) => file && open(file)}
        />
      </div>
    </section>
  );
}
