/** Every Chinese text of the app, by the same keys as `en.ts`. Packet and field names are the standard's. */
import { en, type Texts } from './en.ts';
import { editor } from './zh/editor.ts';
import { failures } from './zh/failures.ts';
import { kit } from './zh/kit.ts';
import { packets } from './zh/packets.ts';
import { publish } from './zh/publish.ts';
import { shell } from './zh/shell.ts';
import { signIn } from './zh/signIn.ts';
import { subscriptions } from './zh/subscriptions.ts';
import { topic } from './zh/topic.ts';
import { topics } from './zh/topics.ts';
import { welcome } from './zh/welcome.ts';

export const zh: Texts = {
  ...en,
  editor,
  failures,
  kit,
  packets,
  publish,
  shell,
  signIn,
  subscriptions,
  topic,
  topics,
  welcome,
};
