/** Every English text of the app. Packet and field names are the standard's and stand in no dictionary. */
import { announce } from './en/announce.ts';
import { detail } from './en/detail.ts';
import { kit } from './en/kit.ts';
import { packets } from './en/packets.ts';
import { shell } from './en/shell.ts';
import { topic } from './en/topic.ts';
import { topics } from './en/topics.ts';

export const en = { announce, detail, kit, packets, shell, topic, topics };

/** What another language has to fill. */
export type Texts = typeof en;
