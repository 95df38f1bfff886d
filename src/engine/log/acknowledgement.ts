/** The short form of the acknowledgements of a PUBLISH (3.4 to 3.7), read without dissection. */

export interface QuickAck {
  readonly type: 'puback' | 'pubrec' | 'pubrel' | 'pubcomp';
  readonly packetId: number;
}

/** Undefined for everything else, also for one that is faulty in any way. */
export function quickAck(bytes: Uint8Array): QuickAck | undefined {
  if (bytes.length !== 4 || bytes[1] !== 2) return undefined;
  const type = ackType(bytes[0] ?? 0);
  const packetId = ((bytes[2] ?? 0) << 8) | (bytes[3] ?? 0);
  return type === undefined || packetId === 0 ? undefined : { type, packetId };
}

function ackType(firstByte: number): QuickAck['type'] | undefined {
  switch (firstByte) {
    case 0x40:
      return 'puback';
    case 0x50:
      return 'pubrec';
    case 0x62:
      return 'pubrel';
    case 0x70:
      return 'pubcomp';
    default:
      return undefined;
  }
}
