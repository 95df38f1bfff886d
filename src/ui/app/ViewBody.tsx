import { AlinkView } from '../alink/AlinkView.tsx';
import { BrokerView } from '../broker/BrokerView.tsx';
import { HandshakesView } from '../handshakes/HandshakesView.tsx';
import { PlatformView } from '../platform/PlatformView.tsx';
import { ProblemsView } from '../problems/ProblemsView.tsx';
import type { CentreView } from '../state/views.ts';
import { StreamsView } from '../streams/StreamsView.tsx';
import { TopicView } from '../topic/TopicView.tsx';
import { Guard } from './Guard.tsx';

interface ViewBodyProps {
  readonly connectionId: string;
  /** The list of packets has its detail below and is put together elsewhere. */
  readonly view: Exclude<CentreView, 'packets'>;
}

/** What stands below the tabs; one that fails leaves the others, and what stands around it, alone. */
export function ViewBody({ connectionId, view }: ViewBodyProps) {
  return (
    <Guard key={view}>
      <Body connectionId={connectionId} view={view} />
    </Guard>
  );
}

function Body({ connectionId, view }: ViewBodyProps) {
  switch (view) {
    case 'handshakes':
      return <HandshakesView connectionId={connectionId} />;
    case 'topic':
      return <TopicView connectionId={connectionId} />;
    case 'problems':
      return <ProblemsView connectionId={connectionId} />;
    case 'streams':
      return <StreamsView connectionId={connectionId} />;
    case 'broker':
      return <BrokerView connectionId={connectionId} />;
    case 'alink':
      return <AlinkView connectionId={connectionId} />;
    case 'platform':
      return <PlatformView connectionId={connectionId} />;
  }
}
