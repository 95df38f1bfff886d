import { typeName } from '../../../engine/window/packetTypes.ts';
import { UNSUBSCRIBE } from '../../../mqtt/tables/typeNumbers.ts';
import type { CopyNote, CopyRefusal } from '../../../profiles/copies/copied.ts';
import type { CopyFormat } from '../../../profiles/copies/formats.ts';
import { bytes, grouped } from '../../numbers.ts';

/** The tool for each kind of packet, by packet type; other packets use the tool's name. */
const COMMANDS: Readonly<
  Record<Exclude<CopyFormat, 'hex' | 'c'>, Readonly<Record<number, string>>>
> = {
  mosquitto: {
    1: 'options of mosquitto_pub and mosquitto_sub',
    3: 'mosquitto_pub command',
    8: 'mosquitto_sub command',
  },
  mqttx: { 1: 'mqttx conn command', 3: 'mqttx pub command', 8: 'mqttx sub command' },
  mqttjs: { 1: 'mqtt.js connect options' },
};

const TOOLS = {
  mosquitto: 'mosquitto command',
  mqttx: 'mqttx command',
  mqttjs: 'mqtt.js snippet',
} as const;

function formatName(format: CopyFormat, packetType: number): string {
  if (format === 'hex') return 'hex';
  if (format === 'c') return 'C array';
  return COMMANDS[format][packetType] ?? TOOLS[format];
}

export const copies = {
  menu: 'Copy',
  connection: 'Copy as command',
  connectionAs: (command: string): string => `Copy as ${command} command`,
  connectionCopied: (command: string): string => `Copied as ${command} command`,
  notValid: 'Correct the form first.',
  packet: (packet: number) => `Packet No. ${grouped(packet)}`,
  field: (label: string) => `Field ${label}`,
  packetAs: (format: CopyFormat, packetType: number) =>
    `Copy packet as ${formatName(format, packetType)}`,
  json: 'Copy message as JSON',
  jsonCopied: 'Message copied as JSON',
  payload: 'Copy payload',
  payloadCopied: 'Payload copied',
  topic: 'Copy topic',
  topicCopied: 'Topic copied',
  fieldAsValue: 'Copy field as value',
  fieldAsHex: 'Copy field as hex',
  fieldAsFilter: 'Copy field as filter',
  copied: (format: CopyFormat, packetType: number) => `Copied as ${formatName(format, packetType)}`,
  done: { copied: 'Copied', masked: 'Copied, masked', failed: 'Not copied' },
  valueCopied: 'Value copied',
  hexCopied: (size: number) => `${bytes(size)} copied as hex`,
  filterCopied: (filter: string) => `Filter copied: ${filter}`,
  noFilter: 'The filter language has no name for this field',
  secretField: 'A secret: show it first',
  masked: 'secrets overwritten with *',
  /** All notes about one copy. */
  notes: (notes: readonly string[]): string => notes.join('; '),
  showSecrets: 'Show secrets',
  overwritten: 'masked',
  overwrittenTitle: 'Its secrets were overwritten with * before the capture was saved',
  refusal: (why: CopyRefusal): string => {
    switch (why.kind) {
      case 'no-command':
        if (why.packetType === UNSUBSCRIBE)
          return 'This tool has no command that only unsubscribes.';
        return `No command sends a ${typeName(why.packetType)} on its own: client and broker send it when the protocol requires it.`;
      case 'broken':
        return 'The packet is too malformed to interpret; copying as hex keeps its bytes.';
      case 'unknown-topic':
        return 'Its topic is an alias that is not defined in this capture.';
      case 'control-characters':
        return `${why.field} contains control characters that a terminal would act on.`;
      case 'binary':
        return `${why.field} is binary; this tool accepts only text there.`;
      case 'too-large':
        return `The payload of ${bytes(why.size)} is too large for a command line (${bytes(why.most)} at most): save it to a file.`;
      case 'too-large-to-copy':
        return `${bytes(why.size)} is too large to copy this way (${bytes(why.most)} at most): save the payload to a file.`;
    }
  },
  note: (note: CopyNote): string => {
    switch (note.kind) {
      case 'port-assumed':
        return `uses TCP, not WebSocket: port ${note.port} is assumed`;
      case 'address-unknown':
        return 'the capture does not say where its broker is: localhost is assumed';
      case 'address-of-tab':
        return 'no other program can reach the broker in this tab: localhost is assumed';
      case 'without-sign-in':
        return 'without user name and password';
      case 'without-password':
        return 'without the password';
      case 'without-tokens':
        return 'replace each “…” with your token';
      case 'password-in-variable':
        return 'set MQTTSCOPE_PASSWORD to the password';
      case 'left-out':
        return `cannot express ${note.what.join(', ')}`;
    }
  },
};
