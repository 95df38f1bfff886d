import { describe, expect, it } from 'vitest';
import type { PacketType } from '../../mqtt/tables/packet.ts';
import { type Answer, judge, type Reaction } from './reaction.ts';
import type { RequiredReaction } from './requiredReaction.ts';

const answer = (type: PacketType, code?: number): Answer => ({
  type,
  code,
  summary: [],
  packet: 1,
  after: 10,
});
const saw = (answers: readonly Answer[], isClosed = false): Reaction => ({
  answers,
  closed: isClosed ? { after: 20, code: 1000, reason: '' } : undefined,
  watched: 2_000_000,
});
const close: RequiredReaction = { kind: 'close', code: 0x81 };
const refuse: RequiredReaction = { kind: 'refuse', code: 2 };
const puback: RequiredReaction = { kind: 'answer', type: 'puback' };
const suback: RequiredReaction = {
  kind: 'close',
  code: 0xa2,
  orAnswer: { type: 'suback', code: 0xa2 },
};

describe('the standard’s requirement, beside the actual answer', () => {
  it.each<[string, RequiredReaction, Reaction, string, string]>([
    ['closed', close, saw([], true), 'as-wanted', 'closed'],
    [
      'closed with DISCONNECT',
      close,
      saw([answer('disconnect', 0x81)], true),
      'as-wanted',
      'closed',
    ],
    ['DISCONNECT, closed later', close, saw([answer('disconnect', 0x81)]), 'as-wanted', 'closed'],
    [
      'another code',
      close,
      saw([answer('disconnect', 0x82)], true),
      'as-wanted',
      'closed-with-other-code',
    ],
    ['refused', close, saw([answer('connack', 0x81)], true), 'as-wanted', 'closed'],
    ['answered', close, saw([answer('puback', 0)]), 'otherwise', 'kept'],
    ['accepted', close, saw([answer('connack', 0)]), 'otherwise', 'accepted'],
    ['accepted, then closed', close, saw([answer('connack', 0)], true), 'otherwise', 'accepted'],
    ['silent', close, saw([]), 'nothing', 'nothing'],
    ['with a reason', refuse, saw([answer('connack', 2)], true), 'as-wanted', 'refused'],
    ['no reason', refuse, saw([], true), 'otherwise', 'not-told'],
    ['silent', refuse, saw([]), 'nothing', 'nothing'],
    ['answered', puback, saw([answer('puback', 0)]), 'as-wanted', 'answered'],
    ['closed instead', puback, saw([], true), 'otherwise', 'closed-instead'],
    ['ended instead', puback, saw([answer('disconnect', 0x82)]), 'otherwise', 'closed-instead'],
    ['silent', puback, saw([]), 'nothing', 'nothing'],
    ['rejected in its answer', suback, saw([answer('suback', 0xa2)]), 'as-wanted', 'refused'],
    ['granted', suback, saw([answer('suback', 0)]), 'otherwise', 'kept'],
    ['anything', { kind: 'free' }, saw([]), 'as-wanted', 'free'],
  ])('%s: %j', (_name, wanted, reaction, outcome, why) => {
    expect(judge(wanted, reaction)).toEqual({ outcome, why });
  });
});
