import { describe, expect, test } from 'vitest';
import { decodeUtf8, encodeUtf8 } from '../../base/utf8.ts';
import { HistorySearch } from './historySearch.ts';
import type { TopicMessage } from './tree/topicRow.ts';

class History {
  readonly messages: TopicMessage[] = [];
  came = 0;
  looks = 0;

  receive(text: string): void {
    this.came += 1;
    this.messages.unshift({
      packet: this.came,
      time: this.came,
      qos: 0,
      retain: false,
      dup: false,
      sent: false,
      payload: encodeUtf8(text),
      size: text.length,
      contentType: undefined,
    });
  }

  search(text: string): HistorySearch {
    return new HistorySearch(
      (first, count) => ({
        rows: this.messages.slice(first, first + count),
        total: this.messages.length,
        messages: this.came,
      }),
      ({ payload }) => {
        this.looks += 1;
        return decodeUtf8(payload)?.includes(text) === true;
      },
    );
  }
}

const packets = (search: HistorySearch, first = 0, count = 100) => {
  for (const _ of search.look());
  const { rows, total, held } = search.found(first, count);
  return { rows: rows.map(({ message, before }) => [message.packet, before?.packet]), total, held };
};

describe('a search in a history', () => {
  test('finds messages, each with its real predecessor', () => {
    const history = new History();
    for (const text of ['run', 'idle', 'run', 'stop']) history.receive(text);
    expect(packets(history.search('run'))).toEqual({
      rows: [
        [3, 2],
        [1, undefined],
      ],
      total: 2,
      held: 4,
    });
  });

  test('examines each message once, and forgets discarded ones', () => {
    const history = new History();
    for (let at = 0; at < 40; at += 1) history.receive(`value ${at % 2}`);
    const search = history.search('value 1');
    expect(packets(search).total).toBe(20);
    expect(history.looks).toBe(40);
    history.receive('value 1');
    history.messages.splice(31);
    expect(packets(search, 0, 2)).toEqual({
      rows: [
        [41, 40],
        [40, 39],
      ],
      total: 16,
      held: 31,
    });
    expect(history.looks).toBe(41);
  });

  test('says whether the oldest held message had a predecessor', () => {
    const history = new History();
    for (const text of ['a', 'b']) history.receive(text);
    const befores = (search: HistorySearch) => {
      for (const _ of search.look());
      return search.found(0, 9).rows.map(({ before }) => before);
    };
    expect(befores(history.search('a'))).toEqual([null]);
    history.messages.pop();
    expect(befores(history.search('b'))).toEqual([undefined]);
  });
});
