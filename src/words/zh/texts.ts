/** Every Chinese text of the app, by the same keys as `en.ts`. Packet and field names are the standard's. */
import type { Texts } from '../en/texts.ts';
import { alink } from './alink.ts';
import { announce } from './announce.ts';
import { bothEnds } from './bothEnds.ts';
import { broker } from './broker.ts';
import { captures } from './captures.ts';
import { copies } from './copies.ts';
import { detail } from './detail.ts';
import { editor } from './editor.ts';
import { failures } from './failures.ts';
import { faults } from './faults.ts';
import { filter } from './filter.ts';
import { handshakes } from './handshakes.ts';
import { kit } from './kit.ts';
import { packets } from './packets.ts';
import { payload } from './payload.ts';
import { platform } from './platform.ts';
import { problems } from './problems.ts';
import { publish } from './publish.ts';
import { replay } from './replay.ts';
import { shell } from './shell.ts';
import { signIn } from './signIn.ts';
import { streams } from './streams.ts';
import { subscriptions } from './subscriptions.ts';
import { taps } from './taps.ts';
import { told } from './told.ts';
import { topic } from './topic.ts';
import { topics } from './topics.ts';
import { tour } from './tour.ts';
import { welcome } from './welcome.ts';

export const zh: Texts = {
  alink,
  announce,
  bothEnds,
  broker,
  captures,
  copies,
  detail,
  editor,
  failures,
  faults,
  filter,
  handshakes,
  kit,
  packets,
  payload,
  platform,
  problems,
  publish,
  replay,
  shell,
  signIn,
  streams,
  subscriptions,
  taps,
  topic,
  topics,
  tour,
  welcome,
  told,
};
