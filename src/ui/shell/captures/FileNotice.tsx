import { useEffect, useState } from 'react';
import { announce, Button, Progress, Prose, Strip, texts, useText } from '#kit';
import { roundSize } from '../../../i18n/sizes.ts';
import { isEmptyFile } from '../../session/captures/emptyFile.ts';
import { type OpenedFile, useConnection } from '../../session/connection/connections.ts';
import { showPanel } from '../../session/view/tabView.ts';
import { FileChoices } from './FileChoices.tsx';
import { NotOpened } from './NotOpened.tsx';

/** Number of notes that are shown in full at first. */
const TOLD = 3;

/** Progress of reading a file, its own information, or its error. */
export function FileNotice({ connectionId }: { connectionId: string }) {
  const connection = useConnection(connectionId, 'handle', 'file');
  const file = connection?.file;
  const state = file?.state.kind;
  const name = file?.name ?? '';
  const packets = file?.packets ?? 0;
  useEffect(() => {
    if (state === 'done') announce(texts().captureFiles.openedFile(name, packets));
  }, [state, name, packets]);
  if (connection === undefined || file === undefined) return null;
  // Why nothing was read is part of its own strip.
  const isExplained = isEmptyFile(file);
  return (
    <>
      {state === 'reading' && (
        <Reading file={file} onStop={() => connection.handle.send({ kind: 'stop-opening' })} />
      )}
      {state === 'not-opened' && <NotOpened connectionId={connectionId} file={file} />}
      <Failure connectionId={connectionId} file={file} />
      {file.noteCount > 0 && !isExplained && <Notes key={file.name} file={file} />}
      {file.doubts && <FileChoices connectionId={connectionId} doubts={file.doubts} />}
    </>
  );
}

function Reading({ file, onStop }: { file: OpenedFile; onStop: () => void }) {
  const t = useText().captureFiles;
  return (
    <div className="relative flex shrink-0 items-center gap-3 border-b border-line bg-sel-2 px-3 py-1">
      <Progress label={t.reading(file.name)} max={file.size} value={file.read} />
      <span className="min-w-0 flex-1 truncate">
        {t.readSoFar(roundSize(file.read), roundSize(file.size), file.packets)}
      </span>
      <Button look="action" onClick={onStop}>
        {t.stopReading}
      </Button>
    </div>
  );
}

function Failure({ connectionId, file }: { connectionId: string; file: OpenedFile }) {
  const { captureFiles: t, explain } = useText();
  const { state, name, packets, notes } = file;
  if (state.kind === 'unreadable') {
    return (
      <div role="alert">
        <Strip tone="err" title={t.unreadable(name)}>
          <p className="break-words">
            <Prose text={explain.note(state.why)} />
          </p>
          {state.why.key === 'unknown-format' && <p className="text-fg-2">{t.unreadableHint}</p>}
        </Strip>
      </div>
    );
  }
  if (state.kind === 'lost') {
    return (
      <div role="alert">
        <Strip tone="err" title={t.lost(name)}>
          <p className="break-words text-fg-2">{state.message}</p>
          <p>{t.lostHint}</p>
        </Strip>
      </div>
    );
  }
  if (state.kind === 'stopped') {
    return (
      <Strip tone="warn" title={t.stopped}>
        <p>{t.stoppedText(packets)}</p>
      </Strip>
    );
  }
  if (state.kind === 'done' && packets === 0) {
    const hasSensors = notes.some(({ fact }) => fact.key === 'sensors-only');
    const isUnreadable = notes.some(
      ({ note, fact }) => note === 'encrypted' || fact.key === 'no-mqtt',
    );
    return (
      <Strip tone="warn" title={t.noPackets}>
        {isEmptyFile(file) && <Facts file={file} />}
        {isUnreadable && !hasSensors && <p className="text-fg-2">{t.noPacketsHint}</p>}
        {hasSensors && (
          <Button look="action" onClick={() => showPanel(connectionId, 'streams')}>
            {t.showSensors}
          </Button>
        )}
      </Strip>
    );
  }
  return null;
}

function Notes({ file }: { file: OpenedFile }) {
  const t = useText().captureFiles;
  const [isSeen, setSeen] = useState(false);
  if (isSeen) return null;
  return (
    <Strip tone="warn" title={t.notes(file.noteCount)} onDismiss={() => setSeen(true)}>
      <Facts file={file} />
    </Strip>
  );
}

function Facts({ file }: { file: OpenedFile }) {
  const { captureFiles: t, explain } = useText();
  const first = file.notes.slice(0, TOLD);
  const more = file.noteCount - first.length;
  return (
    <>
      {first.map((note, at) => (
        // Notes have no identity but their place.
        <p key={at} className="break-words">
          <Prose text={explain.note(note.fact)} />
        </p>
      ))}
      {more > 0 && <p className="text-fg-2">{t.moreNotes(more)}</p>}
    </>
  );
}
