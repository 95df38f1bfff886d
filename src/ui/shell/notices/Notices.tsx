import { later } from '#kit';
import { StepStrip } from '../../panels/lab/StepStrip.tsx';
import { ConnectionNotice } from '../../pieces/strips/ConnectionNotice.tsx';
import { useConnection } from '../../session/connection/connections.ts';
import { useView } from '../../session/view/tabView.ts';
import { NoticePart } from './parts.tsx';

const FileNotice = later(async () => (await import('../captures/FileNotice.tsx')).FileNotice);
const TapNotice = later(async () => (await import('../captures/TapNotice.tsx')).TapNotice);

/** Notices above every view: about the connection, file or tap, and decisions that wait for the user. */
export function Notices({ connectionId }: { connectionId: string }) {
  const { file, tap } = useConnection(connectionId, 'file', 'tap') ?? {};
  // The form has it, too.
  const isForm = useView(connectionId).screen === 'editor';
  return (
    <>
      <NoticePart part="connection">
        {!isForm && <ConnectionNotice connectionId={connectionId} place="capture" />}
      </NoticePart>
      <NoticePart part="file">
        {file !== undefined && <FileNotice connectionId={connectionId} />}
      </NoticePart>
      <NoticePart part="tap">
        {tap !== undefined && <TapNotice connectionId={connectionId} />}
      </NoticePart>
      <NoticePart part="step mode">
        <StepStrip connectionId={connectionId} />
      </NoticePart>
    </>
  );
}
