import { ack, publish, suback, subscribe } from '../problems/talk.testkit.ts';
import { publishedInVain, qos1 } from './pieces.testkit.ts';
import { describeRules } from './scenes.testkit.ts';
import { SHARING } from './sharing.ts';

describeRules(SHARING, {
  'publish-to-share': {
    breaks: (talk) => talk.begin().send(publish('$share/pool/jobs')),
    keeps: (talk) => talk.begin().send(publish('jobs')).send(publish('$share/pool')),
  },
  'retained-and-shared': {
    breaks: (talk) =>
      talk
        .begin()
        .send(publish('level', { ...qos1(1), retain: true }))
        .get(ack('puback', 1))
        .send(subscribe(2, ['$share/w/level']))
        .get(suback(2, [2])),
    keeps: (talk) =>
      talk
        .begin()
        .send(publish('level', { ...qos1(1), retain: true }))
        .get(ack('puback', 1))
        // The client does not want it, or gets it for another subscription.
        .send(subscribe(2, ['$share/w/level'], 2, { retainHandling: 2 }))
        .get(suback(2, [2]))
        .send(subscribe(3, ['level', '$share/x/level']))
        .get(suback(3, [2, 2])),
  },
  'delivered-without-prefix': {
    breaks: (talk) => talk.begin().subscribed('$share/pool/jobs').get(publish('jobs')),
    keeps: (talk) =>
      talk.begin().subscribed('$share/pool/jobs').subscribed('jobs').get(publish('jobs')),
  },
  'share-name-joined': {
    breaks: (talk) => publishedInVain(talk, '$share/workersplant/+/temp', 'plant/oven/temp'),
    keeps: (talk) => publishedInVain(talk, '$share/workers/plant/+/temp', 'plant/oven/temp'),
  },
});
