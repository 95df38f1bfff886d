/** What each recipe is called, does, waits for, has done, and where that shows. */
import type { RecipeId } from '../../broker/recipes/recipe.ts';

interface RecipeWords {
  readonly name: string;
  /** One sentence: what goes wrong, and what should follow. */
  readonly text: string;
  /** `client`: an identifier or `any client`. Empty: it never waits. */
  readonly waitsFor: (client: string) => string;
  /** So that it comes. */
  readonly todo: string;
  /** What happened. */
  readonly struck: (client: string) => string;
  /** What to look for. */
  readonly look: string;
}

const waits =
  (packet: string) =>
  (client: string): string =>
    `Waits for the next ${packet} ${client}.`;

const lost =
  (packet: string) =>
  (client: string): string =>
    `${packet} ${client} was lost, and its connection was cut.`;

const AT_QOS_2 = 'Let it publish at QoS 2.';
const never = (): string => '';

export const recipeWords = {
  'lost-puback': {
    name: 'Lost PUBACK',
    text: 'The next PUBACK to the client is lost and the connection breaks; once connected again, the client must send its PUBLISH again, with DUP.',
    waitsFor: waits('PUBACK to'),
    todo: 'Let it publish at QoS 1.',
    struck: lost('PUBACK to'),
    look: 'The PUBLISH comes again with DUP and the same packet identifier, and is acknowledged.',
  },
  'lost-pubrec': {
    name: 'Lost PUBREC',
    text: 'The next PUBREC to the client is lost and the connection breaks; the client must send its PUBLISH again, with DUP, and the message arrives once.',
    waitsFor: waits('PUBREC to'),
    todo: AT_QOS_2,
    struck: lost('PUBREC to'),
    look: 'The PUBLISH comes again with DUP; then PUBREC, PUBREL and PUBCOMP follow.',
  },
  'lost-pubrel': {
    name: 'Lost PUBREL',
    text: 'The next PUBREL from the client is lost and the connection breaks; the client must send PUBREL again, and not PUBLISH.',
    waitsFor: waits('PUBREL from'),
    todo: AT_QOS_2,
    struck: lost('PUBREL from'),
    look: 'PUBREL comes again after CONNACK, and PUBCOMP follows.',
  },
  'lost-pubcomp': {
    name: 'Lost PUBCOMP',
    text: 'The next PUBCOMP to the client is lost and the connection breaks; the client must send PUBREL again.',
    waitsFor: waits('PUBCOMP to'),
    todo: AT_QOS_2,
    struck: lost('PUBCOMP to'),
    look: 'PUBREL comes again after CONNACK, and PUBCOMP follows, in MQTT 5 with 0x92: the broker had finished before.',
  },
  'duplicated-publish': {
    name: 'Duplicated PUBLISH',
    text: 'The next PUBLISH above QoS 0 to the client comes twice, the second time with DUP; at QoS 2 the client must take both for one message.',
    waitsFor: waits('PUBLISH above QoS 0 to'),
    todo: 'Publish above QoS 0 to a topic that it is subscribed to, above QoS 0 too.',
    struck: (client) => `${client} was given the same PUBLISH twice.`,
    look: 'The second PUBLISH has DUP and the same packet identifier.',
  },
  'restart-with-sessions': {
    name: 'Broker restart with sessions',
    text: 'All connections end without a word, nobody gets in for a second, and every session, queued and retained message is still there.',
    waitsFor: never,
    todo: '',
    struck: () => 'The broker went down and came back with its sessions.',
    look: 'Clients that keep a session come back with session present, and go on where they were.',
  },
  'restart-without-sessions': {
    name: 'Broker restart without sessions',
    text: 'All connections end without a word, nobody gets in for a second, and every session, queued and retained message is gone.',
    waitsFor: never,
    todo: '',
    struck: () => 'The broker went down and came back with nothing.',
    look: 'CONNACK has no session present: clients have to subscribe again.',
  },
  'keep-alive-lost': {
    name: 'Keep alive lost',
    text: 'From the client’s next PINGREQ on the network swallows everything, both ways, and stays open; the client must notice by itself.',
    waitsFor: waits('PINGREQ from'),
    todo: 'It comes when nothing was sent for as long as the keep alive.',
    struck: (client) =>
      `After its PINGREQ nothing more passed between ${client} and the broker on that connection.`,
    look: 'PINGREQ stays without an answer, until the client gives the connection up.',
  },
  'take-over': {
    name: 'Take-over',
    text: 'A second client connects under the same client identifier, so the broker ends the first connection, in MQTT 5 with 0x8E.',
    waitsFor: waits('packet from'),
    todo: 'Let it connect and send something.',
    struck: (client) => `Another client connected as ${client}, and left again.`,
    look: 'DISCONNECT 0x8E in MQTT 5, else only the end; the session goes on.',
  },
  'quota-exceeded': {
    name: 'Quota exceeded',
    text: 'The client’s next PUBLISH above QoS 0 is refused with 0x97; before MQTT 5, which has no code for it, it is acknowledged and thrown away.',
    waitsFor: waits('PUBLISH above QoS 0 from'),
    todo: 'Let it publish at QoS 1 or 2.',
    struck: (client) => `A PUBLISH from ${client} was refused.`,
    look: 'PUBACK or PUBREC with 0x97; before MQTT 5 they look as always.',
  },
  'not-authorised': {
    name: 'Not authorised',
    text: 'The client’s next SUBSCRIBE, or PUBLISH above QoS 0, is refused with 0x87; in MQTT 3.1.1 SUBSCRIBE with 0x80, in MQTT 3.1, which knows no failure, it seems granted, and in both PUBLISH is acknowledged and thrown away.',
    waitsFor: waits('SUBSCRIBE, or PUBLISH above QoS 0, from'),
    todo: 'Let it subscribe, or publish at QoS 1 or 2.',
    struck: (client) => `What ${client} asked for was refused.`,
    look: 'The acknowledgement with 0x87; a SUBACK with 0x80 in MQTT 3.1.1, and in MQTT 3.1 with the QoS asked for, though there is no subscription.',
  },
  'server-moved': {
    name: 'Server moved',
    text: 'The broker sends the client away with DISCONNECT 0x9D and the name of another server; before MQTT 5 the connection just ends.',
    waitsFor: waits('packet from'),
    todo: 'Let it connect or send something.',
    struck: (client) => `${client} was sent to another server.`,
    look: 'DISCONNECT 0x9D with the server reference; CONNACK with it where the client was connecting.',
  },
} satisfies Readonly<Record<RecipeId, RecipeWords>>;
