/** Every English text of the app. Packet and field names are the standard's and stand in no dictionary. */
import { alink } from './en/alink.ts';
import { announce } from './en/announce.ts';
import { bothEnds } from './en/bothEnds.ts';
import { broker } from './en/broker.ts';
import { captures } from './en/captures.ts';
import { copies } from './en/copies.ts';
import { detail } from './en/detail.ts';
import { editor } from './en/editor.ts';
import { failures } from './en/failures.ts';
import { faults } from './en/faults.ts';
import { filter } from './en/filter.ts';
import { handshakes } from './en/handshakes.ts';
import { kit } from './en/kit.ts';
import { packets } from './en/packets.ts';
import { payload } from './en/payload.ts';
import { platform } from './en/platform.ts';
import { problems } from './en/problems.ts';
import { publish } from './en/publish.ts';
import { replay } from './en/replay.ts';
import { shell } from './en/shell.ts';
import { signIn } from './en/signIn.ts';
import { streams } from './en/streams.ts';
import { subscriptions } from './en/subscriptions.ts';
import { taps } from './en/taps.ts';
import { told } from './en/told.ts';
import { topic } from './en/topic.ts';
import { topics } from './en/topics.ts';
import { tour } from './en/tour.ts';
import { welcome } from './en/welcome.ts';

export const en = {
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
  told,
  topic,
  topics,
  tour,
  welcome,
};

/** What another language has to fill. */
export type Texts = typeof en;
