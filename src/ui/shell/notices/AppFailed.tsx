import { RotateCw, Save } from 'lucide-react';
import type { ReactNode } from 'react';
import {
  Boundary,
  Button,
  FailedButtons,
  type FailedProps,
  later,
  nothing,
  shownError,
  useFirstText,
} from '#kit';
import { saveAtOnce, useSaves } from '../../session/captures/saves.ts';
import { type OpenConnection, useConnections } from '../../session/connection/connections.ts';
import { tabName } from '../../session/tabName.ts';
import { UnseenPart } from './parts.tsx';

const SaveProgress = later(
  async () => (await import('../captures/SaveProgress.tsx')).SaveProgress,
  {
    Waits: nothing,
  },
);

/** The page after an exception outside all parts. */
export const appFailed = (failed: FailedProps): ReactNode => (
  <Boundary part="app failed" instead={lastResort}>
    <AppFailed {...failed} />
  </Boundary>
);

/** Uses no texts, because loading them may have failed. */
const lastResort = () => (
  <main role="alert" className="p-6">
    <p>mqttscope failed; reload the page. mqttscope 出错，请刷新页面。</p>
    <button
      type="button"
      onClick={() => location.reload()}
      className="mt-2 rounded-md border px-2 py-1"
    >
      Reload / 刷新
    </button>
  </main>
);

/** Connections live in workers: their captures can still be saved. */
function AppFailed({ failure, again }: FailedProps) {
  const { failed: t, notLoaded } = useFirstText().kit;
  const connections = useConnections(({ list }) => list);
  const isSaving = useSaves(({ underWay }) => underWay !== undefined);
  return (
    <main role="alert" data-failed className="mx-auto grid max-w-160 gap-3 p-6">
      <h1 className="text-lg font-semibold text-err">{t.app}</h1>
      <p>{t.appText}</p>
      <p className="font-mono break-words text-fg-2">{shownError(failure)}</p>
      <div className="flex flex-wrap gap-2">
        <FailedButtons failure={failure} again={again} />
        <Button icon={<RotateCw size={14} aria-hidden />} onClick={() => location.reload()}>
          {notLoaded.reload}
        </Button>
      </div>
      <div className="flex flex-wrap gap-2">
        {connections.filter(mayHavePackets).map((connection) => (
          <UnseenPart key={connection.id} part="save">
            <SaveButton connection={connection} disabled={isSaving} />
          </UnseenPart>
        ))}
      </div>
      <p className="text-xs text-fg-2">{t.copyNote}</p>
      <UnseenPart part="saving">
        <SaveProgress />
      </UnseenPart>
    </main>
  );
}

/** The number of packets of a tab that was not in front is not known here. */
function mayHavePackets({ loop, wasConnected, file, tap }: OpenConnection): boolean {
  const packets = loop.counters()?.packets;
  return packets === undefined ? wasConnected || (file ?? tap) !== undefined : packets > 0;
}

interface SaveButtonProps {
  readonly connection: OpenConnection;
  readonly disabled: boolean;
}

function SaveButton({ connection, disabled }: SaveButtonProps) {
  const t = useFirstText().kit.failed;
  return (
    <Button
      icon={<Save size={14} aria-hidden />}
      disabled={disabled}
      onClick={() => saveAtOnce(connection.id)}
    >
      {t.save(tabName(connection))}
    </Button>
  );
}
