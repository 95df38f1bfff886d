/** Maps error codes of `ws` to faults of the input. */
import type { WebSocketError } from '../../engine/disconnectCause/webSocketErrors.ts';
import { codeOf } from '../dial/lineError.ts';
import { UnfinishedError } from '../net/unfinishedMessages.ts';

const FAULTS: ReadonlyMap<string, WebSocketError> = new Map([
  ['WS_ERR_EXPECTED_MASK', 'unmasked'],
  ['WS_ERR_UNEXPECTED_MASK', 'masked'],
  ['WS_ERR_UNEXPECTED_RSV_1', 'reserved-bits'],
  ['WS_ERR_UNEXPECTED_RSV_2_3', 'reserved-bits'],
  ['WS_ERR_INVALID_OPCODE', 'opcode'],
  ['WS_ERR_EXPECTED_FIN', 'control-in-pieces'],
  ['WS_ERR_INVALID_CONTROL_PAYLOAD_LENGTH', 'long-control'],
  ['WS_ERR_INVALID_CLOSE_CODE', 'close-code'],
  ['WS_ERR_INVALID_UTF8', 'not-utf8'],
  ['WS_ERR_UNSUPPORTED_DATA_PAYLOAD_LENGTH', 'too-long'],
  ['WS_ERR_UNSUPPORTED_MESSAGE_LENGTH', 'too-long'],
  ['WS_ERR_TOO_MANY_BUFFERED_PARTS', 'too-many-pieces'],
]);

/** Undefined for other errors. */
export function webSocketFault(error: Error): WebSocketError | undefined {
  if (error instanceof UnfinishedError) return 'unfinished';
  const code = codeOf(error);
  return code.startsWith('WS_ERR_') ? (FAULTS.get(code) ?? 'other') : undefined;
}
