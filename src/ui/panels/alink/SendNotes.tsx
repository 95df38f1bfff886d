import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useText } from '#kit';
import { checkPublish } from '../../../alibaba/validate.ts';
import { utf8Length } from '../../../base/utf8.ts';
import { useDevice } from '../../session/alink/device.ts';
import { useConnection } from '../../session/connection/connections.ts';

interface SendNotesProps {
  readonly connectionId: string;
  readonly topic: string;
  /** Content without the surrounding message. */
  readonly json: string;
  readonly qos: 0 | 1;
  /** Additional note. False: none. */
  readonly children?: ReactNode;
}

/** Characters of the message around the parameters, roughly. */
const AROUND = 90;

/** Warnings about a message before it is sent. The platform decides. */
export function SendNotes({ connectionId, topic, json, qos, children }: SendNotesProps) {
  const { alink: t, typed } = useText();
  const device = useDevice(connectionId);
  const isConnected = useConnection(connectionId, 'state')?.state.kind === 'connected';
  const payloadSize = utf8Length(json) + AROUND;
  const notes = checkPublish({ topic, payloadSize, qos, retain: false }, device);
  return (
    <>
      {notes.map((note) => (
        <Note key={note.key}>{typed.platformNote(note)}</Note>
      ))}
      {children !== undefined && children !== false && <Note>{children}</Note>}
      {!isConnected && <p className="text-xs text-fg-2">{t.notConnected}</p>}
    </>
  );
}

function Note({ children }: { children: ReactNode }) {
  return (
    <p className="flex gap-1 text-xs text-warn">
      <TriangleAlert size={12} aria-hidden className="mt-0.5 shrink-0" />
      <span className="min-w-0 break-words">{children}</span>
    </p>
  );
}
