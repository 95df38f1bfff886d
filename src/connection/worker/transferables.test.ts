import { expect, test } from 'vitest';
import { CONVENTIONS } from '../../conventions/conventions.ts';
import { Capture } from '../../engine/capture/capture.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import type { ConnectionEvent } from '../protocol/protocol.ts';
import { transferables } from './worker.ts';

test('copies the bytes of a selected packet, and keeps them in the capture', () => {
  const capture = new Capture({ conventions: CONVENTIONS, originWallClock: 0 });
  const bytes = encode({ type: 'pingreq' }, 5);
  capture.packet(capture.openStream(5), 'out', 0, bytes);
  const answered = (): ConnectionEvent => ({
    kind: 'answered',
    id: 1,
    answer: { to: 'window', said: capture.window({ packet: 1 }, 0) },
  });
  for (let times = 0; times < 2; times++) {
    const event = answered();
    const transfer = transferables(event);
    expect(transfer).toHaveLength(1);
    expect(structuredClone(event, { transfer })).toMatchObject({
      answer: { said: { packet: { bytes } } },
    });
  }
});
