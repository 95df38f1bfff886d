import { RequestsView } from '../../panels/requests/RequestsView.tsx';
import { MessageValue } from '../../panels/topic/value/MessageValue.tsx';

/** The requests, with payloads as the topics show them. */
export function RequestsAndPayloads({ connectionId }: { connectionId: string }) {
  return <RequestsView connectionId={connectionId} Payload={MessageValue} />;
}
