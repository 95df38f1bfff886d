/** Every Chinese text of the app, by the same keys as `en.ts`. Packet and field names are the standard's. */
import type { Texts } from './en.ts';
import { alink } from './zh/alink.ts';
import { announce } from './zh/announce.ts';
import { bothEnds } from './zh/bothEnds.ts';
import { broker } from './zh/broker.ts';
import { captures } from './zh/captures.ts';
import { copies } from './zh/copies.ts';
import { detail } from './zh/detail.ts';
import { editor } from './zh/editor.ts';
import { failures } from './zh/failures.ts';
import { faults } from './zh/faults.ts';
import { filter } from './zh/filter.ts';
import { handshakes } from './zh/handshakes.ts';
import { kit } from './zh/kit.ts';
import { packets } from './zh/packets.ts';
import { payload } from './zh/payload.ts';
import { platform } from './zh/platform.ts';
import { problems } from './zh/problems.ts';
import { publish } from './zh/publish.ts';
import { replay } from './zh/replay.ts';
import { shell } from './zh/shell.ts';
import { signIn } from './zh/signIn.ts';
import { streams } from './zh/streams.ts';
import { subscriptions } from './zh/subscriptions.ts';
import { taps } from './zh/taps.ts';
import { told } from './zh/told.ts';
import { topic } from './zh/topic.ts';
import { topics } from './zh/topics.ts';
import { tour } from './zh/tour.ts';
import { welcome } from './zh/welcome.ts';

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
