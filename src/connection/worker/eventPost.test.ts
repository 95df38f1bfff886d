import { expect, test } from 'vitest';
import { CONVENTIONS } from '../../conventions/conventions.ts';
import { Capture } from '../../engine/capture/capture.ts';
import { ManualClock } from '../clock.testkit.ts';
import type { PostedEvent } from '../protocol/outcomesTogether.ts';
import type { ConnectionEvent } from '../protocol/protocol.ts';
import type { PublishOutcome } from '../protocol/publishOutcome.ts';
import { EventPost } from './eventPost.ts';

const published = (id: number, outcome: PublishOutcome): ConnectionEvent => ({
  kind: 'published',
  id,
  outcome,
});
const queued = (id: number): ConnectionEvent => published(id, { kind: 'queued' });
const sent = (id: number): ConnectionEvent => published(id, { kind: 'sent', packet: id });
const ping: ConnectionEvent = { kind: 'ping', ms: 1 };

function begin(): {
  readonly clock: ManualClock;
  readonly post: EventPost;
  readonly posts: (readonly PostedEvent[])[];
  readonly turn: () => void;
} {
  const clock = new ManualClock();
  const turns: (() => void)[] = [];
  const posts: (readonly PostedEvent[])[] = [];
  const environment = { ...clock.environment, nextTurn: (run: () => void) => turns.push(run) };
  return {
    clock,
    posts,
    post: new EventPost(environment, (events) => posts.push(events)),
    turn: () => {
      for (const run of turns.splice(0)) run();
    },
  };
}

test('collects outcomes for 20 ms, and reports only the last one of a message', () => {
  const { clock, post, posts } = begin();
  post.tell(queued(1));
  clock.advance(10);
  post.tell(queued(2));
  post.tell(sent(1));
  expect(posts).toEqual([]);
  clock.advance(10);
  expect(posts).toEqual([[sent(1), queued(2)]]);
  post.tell(sent(2));
  clock.advance(20);
  expect(posts[1]).toEqual([sent(2)]);
});

test('sends other events in the next turn, after earlier ones', () => {
  const { post, posts, turn } = begin();
  post.tell(queued(1));
  post.tell(ping);
  expect(posts).toEqual([]);
  turn();
  expect(posts).toEqual([[queued(1), ping]]);
});

test('posts an answer at once', () => {
  const { clock, post, posts } = begin();
  const reply = new Capture({ conventions: CONVENTIONS, originWallClock: 0 }).window({}, 0);
  post.tell(sent(1));
  post.tell({ kind: 'answered', id: 1, answer: { to: 'window', said: reply } });
  expect(posts).toHaveLength(1);
  clock.advance(100);
  expect(posts).toHaveLength(1);
});
