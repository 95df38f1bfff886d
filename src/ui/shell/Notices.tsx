import { later } from '../kit/later.tsx';
import { ConnectionNotice } from '../pieces/ConnectionNotice.tsx';
import { useConnection } from '../session/connections.ts';
import { StepStrip } from '../views/broker/faults/StepStrip.tsx';

const FileNotice = later(async () => (await import('./captures/FileNotice.tsx')).FileNotice);
const TapNotice = later(async () => (await import('./captures/TapNotice.tsx')).TapNotice);

/** Above every view: what happened to the connection, the file or the tap, and what waits for the person. */
export function Notices({ connectionId }: { connectionId: string }) {
  const { file, tap } = useConnection(connectionId, 'file', 'tap') ?? {};
  return (
    <>
      <ConnectionNotice connectionId={connectionId} place="capture" />
      {file !== undefined && <FileNotice connectionId={connectionId} />}
      {tap !== undefined && <TapNotice connectionId={connectionId} />}
      <StepStrip connectionId={connectionId} />
    </>
  );
}
