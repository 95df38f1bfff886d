/** Opens the sign-in debugger with the credentials of a captured CONNECT. */
import { circumstancesOfConnect } from '../../../alibaba/connectInText.ts';
import { isDeviceSignIn, parseClientId, parseUserName } from '../../../alibaba/identity.ts';
import { type LogReading, NO_LOG } from '../../../alibaba/logs/readLog.ts';
import { formatHex } from '../../../base/hex.ts';
import { decodeUtf8 } from '../../../base/utf8.ts';
import type { ExchangeRow, ExchangeStep } from '../../../engine/exchanges/exchange.ts';
import type { PacketDetail, PacketRow } from '../../../engine/window/window.ts';
import { decode } from '../../../mqtt/codec/decode.ts';
import type { ConnectPacket } from '../../../mqtt/tables/packet.ts';
import { newClientId } from '../../../profiles/settings/ids.ts';
import { focusTarget } from '../../kit/page/focus.ts';
import { connectionById } from '../connection/connections.ts';
import { openConnection } from '../connectionTabs.ts';
import { type Draft, emptyDraft } from '../profiles/draft.ts';
import { draftFor, setDraft } from '../profiles/drafts.ts';
import { setView } from '../view/tabView.ts';
import { changeVerifying } from './verifying.ts';

/** Required parts of a packet. */
type CapturedConnect = Pick<PacketDetail, 'bytes' | 'version'> & {
  readonly row: Pick<PacketRow, 'unframed' | 'masked'>;
  readonly exchange?: {
    readonly row: Pick<ExchangeRow, 'state'>;
    readonly steps: readonly Pick<ExchangeStep, 'reasonCodes'>[];
  };
};

/** Undefined if it is not a CONNECT of a device. */
export function deviceConnect({ row, bytes, version }: CapturedConnect): ConnectPacket | undefined {
  if (row.unframed === true || bytes[0] !== CONNECT_BYTE) return undefined;
  const decoded = decode(bytes, version, 'client');
  if (!decoded.ok || decoded.packet.type !== 'connect') return undefined;
  const { packet } = decoded;
  return isDeviceSignIn(packet.clientId, packet.userName) ? packet : undefined;
}

const CONNECT_BYTE = 0x10;

/** Uses the editor of the connection, or a new one if the connection is not a device's. */
export function verifyConnect(connectionId: string, detail: CapturedConnect): void {
  const packet = deviceConnect(detail);
  if (packet === undefined) return;
  const target = targetFor(connectionId, packet);
  const isMasked = detail.row.masked === true;
  changeVerifying(target, {
    isOn: true,
    clientId: packet.clientId,
    userName: packet.userName ?? '',
    password: isMasked ? '' : passwordText(packet.password),
    timestamps: [],
    clientIds: [],
    packetError: undefined,
    circumstances: circumstancesOfConnect(packet),
    isMasked,
    reading: readingOf(detail.exchange),
  });
  // The focused element is removed with the capture.
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  setView(target, { screen: 'editor' });
  focusTarget(VERIFY_FOCUS);
}

/** The CONNACK after the captured CONNECT, if it refuses the client. */
function readingOf(exchange: CapturedConnect['exchange']): LogReading {
  const code = exchange?.steps.at(-1)?.reasonCodes[0];
  if (exchange?.row.state !== 'refused' || code === undefined) return NO_LOG;
  const by = { kind: 'server', name: undefined } as const;
  const outcome = { stage: 'connack', code, by, quote: `CONNACK ${code}`, at: 0, line: 0 } as const;
  return { ...NO_LOG, outcome };
}

/** Name for moving the focus to the checkbox. */
export const VERIFY_FOCUS = 'verify-sign-in';

function targetFor(connectionId: string, packet: ConnectPacket): string {
  const connection = connectionById(connectionId);
  if (connection?.settings?.signIn.kind === 'alibaba' && connection.state.kind !== 'file') {
    draftFor(connectionId);
    return connectionId;
  }
  const names = parseUserName(packet.userName ?? '');
  const draft: Draft = {
    ...emptyDraft(parseClientId(packet.clientId).base || newClientId()),
    mode: 'alibaba',
    version: 4,
    ...names,
  };
  const target = openConnection();
  setDraft(target, draft);
  return target;
}

/** Password as sent. Binary passwords are shown as hex, which no signature is. */
function passwordText(password: Uint8Array | undefined): string {
  if (password === undefined) return '';
  return decodeUtf8(password) ?? formatHex(password);
}
