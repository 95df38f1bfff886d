/** A tree of received topics, as rows and as a drawing. */

import { encodeUtf8 } from '../../../base/utf8.ts';
import { CONVENTIONS } from '../../../conventions/conventions.ts';
import { TopicNames } from '../../log/columns/topicNames.ts';
import { textMessage } from '../messages.testkit.ts';
import { ReceivedTopics } from '../receivedTopics.ts';
import { TopicFinder } from './topicFinder.ts';
import type { TopicRow } from './topicRow.ts';

export class Tree {
  readonly names = new TopicNames();
  readonly topics = new ReceivedTopics(this.names, CONVENTIONS.secrets);

  receive(name: string, value = '', change: Parameters<typeof textMessage>[1] = {}): void {
    const bytes = encodeUtf8(name);
    const id = this.names.intern(bytes, 0, bytes.length);
    this.topics.receive(id, textMessage(value, change));
    this.names.release(id);
  }

  /** Completes the search. */
  search(text: string): void {
    this.topics.search(text, TopicFinder);
    this.topics.look(() => true);
  }

  /** @param now µs */
  rows(first = 0, count = 1000, now = 0): readonly TopicRow[] {
    return this.topics.rows({ first, count }, now).rows;
  }

  /** Number of visible rows. */
  get total(): number {
    return this.topics.rows({ first: 0, count: 0 }, 0).total;
  }

  /** Draws one line per row: `- ` open, `+ ` closed, indented by two spaces per depth. */
  drawn(): string[] {
    return this.rows().map((row) => {
      const sign = row.expandable ? (row.expanded ? '- ' : '+ ') : '';
      return '  '.repeat(row.depth) + sign + row.level;
    });
  }
}
