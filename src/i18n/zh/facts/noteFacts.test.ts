import { describe, expect, test } from 'vitest';
import { say } from '../../../base/message.ts';
import { GroupedNotes } from '../../../engine/files/events/groupedNotes.ts';
import type { NoteFact, NoteFacts } from '../../../engine/log/columns/noteFacts.ts';
import { peerText } from '../../../engine/log/columns/peerText.ts';
import { noteFacts as english } from '../../en/facts/noteFacts.ts';
import { describeWords } from '../../facts.testkit.ts';
import { noteFacts as chinese } from './noteFacts.ts';

const GAP: NoteFact = { key: 'tls-gap', args: {} };

describe('notes on files and streams', () => {
  describeWords<NoteFacts>([english, chinese], (data) => {
    const note: NoteFact = { key: 'as-written', args: { text: data } };
    const streams = { count: 733, streams: [734, 735], note };
    return [
      { key: 'breaks-off', args: { byte: 733, why: note } },
      { key: 'no-tcp', args: { frames: 733 } },
      { key: 'no-mqtt', args: { ports: [733, 734], more: true } },
      { key: 'only-http', args: { ports: [733, 734], more: true } },
      { key: 'sensors-only', args: { count: 733 } },
      { key: 'sensors-left-out', args: { count: 733 } },
      { key: 'link-type', args: { type: 733 } },
      { key: 'fragments', args: { count: 733 } },
      { key: 'fragments-contradictory', args: { count: 735 } },
      { key: 'silent-connections', args: { address: '10.0.0.7', count: 733, others: 0 } },
      { key: 'silent-connections', args: { address: '10.0.0.7', count: 733, others: 734 } },
      { key: 'frames-untimed', args: { count: 733 } },
      { key: 'empty-packets', args: { count: 733 } },
      { key: 'frames-too-deep', args: { count: 733, most: 734 } },
      { key: 'pdus-without-addresses', args: { count: 733 } },
      { key: 'pdus-cut-off', args: { count: 733 } },
      { key: 'pdu-connections-left-out', args: { most: 733, count: 734 } },
      { key: 'pdus-not-compared', args: { most: 733, count: 734 } },
      { key: 'interfaces-too-many', args: { most: 733 } },
      { key: 'unpacks-with-dropped', args: { most: 733 } },
      { key: 'keys-left-out', args: { most: 733, count: 734 } },
      { key: 'packed-damaged', args: { method: data } },
      { key: 'packed-too-large', args: { method: data, most: 5 * 1024 * 1024 } },
      { key: 'breaks-off-early', args: { byte: 733 } },
      { key: 'cut-off-early', args: { byte: 733 } },
      { key: 'newer-version', args: { version: 733, newest: 734 } },
      { key: 'unknown-format', args: {} },
      { key: 'unknown-format', args: { is: { kind: 'text' } } },
      { key: 'unknown-format', args: { is: { kind: 'picture', format: 'PNG' } } },
      { key: 'only-written', args: { format: 'CSV' } },
      { key: 'only-written', args: { format: 'NDJSON' } },
      { key: 'frame-too-long', args: { bytes: 733 } },
      { key: 'frame-cut-off', args: { byte: 733 } },
      { key: 'block-cut-off', args: { byte: 733 } },
      { key: 'block-length', args: { bytes: 733 } },
      { key: 'no-interface', args: { id: 733 } },
      { key: 'record-cut-off', args: { byte: 733 } },
      { key: 'packets-missing', args: { said: 733, held: 734 } },
      { key: 'of-stream', args: { stream: 733, note } },
      { key: 'bytes-missing', args: { count: 733, sender: 'client' } },
      { key: 'bytes-late', args: { count: 733, sender: 'client' } },
      { key: 'bytes-differ', args: { count: 733, sender: 'server' } },
      { key: 'bytes-uncut', args: { count: 733, sender: 'server' } },
      { key: 'left-out', args: { count: 733, sender: 'client', after: 7 } },
      { key: 'left-out', args: { count: 1, sender: 'server', after: 0 } },
      { key: 'har-too-long', args: { most: 733 } },
      { key: 'clocks-differ', args: { milliseconds: 733, sender: 'server' } },
      { key: 'proxy-skipped', args: { count: 733 } },
      { key: 'seen-twice', args: { from: '10.0.0.7:50001', to: '10.0.0.1:1883' } },
      { key: 'version-inferred', args: { version: 5 } },
      { key: 'version-inferred', args: { version: 5, chosen: true } },
      { key: 'text-frames', args: { sender: 'client' } },
      { key: 'cannot-be-cut', args: { byte: 733, sender: 'client' } },
      { key: 'upgrade-refused', args: { status: 502, server: peerText(data) } },
      { key: 'upgrade-refused', args: { status: 418, server: undefined } },
      { key: 'other-subprotocol', args: { offered: [peerText(data)], selected: { length: 9 } } },
      {
        key: 'websocket-closed',
        args: { sender: 'server', code: 0, reason: peerText(''), ping: undefined },
      },
      {
        key: 'websocket-closed',
        args: { sender: 'client', code: 1733, reason: peerText('away'), ping: 734 },
      },
      { key: 'ended-on-purpose', args: { rule: data } },
      note,
      { key: 'tls-no-key-log', args: { tls: data } },
      { key: 'tls-no-key', args: { tls: data } },
      { key: 'tls-wrong-key', args: { tls: data } },
      { key: 'tls-unsupported', args: { tls: data } },
      { key: 'tls-alert', args: { alert: data } },
      ...(['data', 'handshake', 'alert'] as const).map(
        (content): NoteFact => ({
          key: 'tls-records',
          args: { content, sizes: [733, 734], more: content === 'data' },
        }),
      ),
      { key: 'many-times', args: { count: 733, note } },
      { key: 'many-streams', args: { ...streams, more: true } },
      { key: 'many-streams', args: { ...streams, more: false } },
      { key: 'one-of-many', args: { stream: 733, note } },
    ];
  });
});

test('a note on many streams names one of them if they differ', () => {
  const gathered = new GroupedNotes();
  for (const stream of [1, 2]) {
    const note: NoteFact = { key: 'cannot-be-cut', args: { sender: 'client', byte: stream } };
    gathered.take({
      kind: 'note',
      note: 'broken',
      fact: { key: 'of-stream', args: { stream, note } },
      stream,
    });
    const encrypted: NoteFact = { key: 'of-stream', args: { stream, note: GAP } };
    gathered.take({ kind: 'note', note: 'encrypted', fact: encrypted, stream });
  }
  gathered.take({ kind: 'note', note: 'truncated', fact: { key: 'no-frames', args: {} } });
  const told = gathered.notes.map(({ fact }) => [say(english, fact), say(chinese, fact)]);
  expect(told).toEqual([
    [
      '2 connections (1, 2): for example connection #1: the bytes of the client cannot be divided into packets from byte 1 on.',
      '2 个连接（1、2）：例如连接 1：客户端发送的内容从第 1 字节起无法切分成报文。',
    ],
    [
      '2 connections (1, 2): encrypted (TLS), and part of its handshake is not in the capture.',
      '2 个连接（1、2）：已加密（TLS），而其 TLS 握手的一部分不在抓包中。',
    ],
    ['The file contains no frames.', '文件中没有帧。'],
  ]);
});
