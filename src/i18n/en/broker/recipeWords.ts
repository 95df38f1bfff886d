/** Name, description, condition, result and visible effect of each recipe. */
import type { RecipeId } from '../../../broker/recipes/recipe.ts';

interface RecipeWords {
  readonly name: string;
  /** A sentence about the fault and its expected consequence. */
  readonly text: string;
  /** `client`: an identifier or `any client`. Empty if the recipe never waits. */
  readonly waitsFor: (client: string) => string;
  /** An action that fulfils the condition. */
  readonly todo: string;
  /** The result. */
  readonly happened: (client: string) => string;
  /** The effect to look for. */
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

const AT_QOS_2 = 'Have it publish at QoS 2.';
const never = (): string => '';

export const recipeWords = {
  'lost-puback': {
    name: 'Lost PUBACK',
    text: 'The next PUBACK to the client is lost and the connection breaks; after reconnecting, the client must send its PUBLISH again, with DUP.',
    waitsFor: waits('PUBACK to'),
    todo: 'Have it publish at QoS 1.',
    happened: lost('PUBACK to'),
    look: 'The PUBLISH is sent again with DUP and the same packet identifier, and is acknowledged.',
  },
  'lost-pubrec': {
    name: 'Lost PUBREC',
    text: 'The next PUBREC to the client is lost and the connection breaks; the client must send its PUBLISH again, with DUP, and the message arrives once.',
    waitsFor: waits('PUBREC to'),
    todo: AT_QOS_2,
    happened: lost('PUBREC to'),
    look: 'The PUBLISH is sent again with DUP; then PUBREC, PUBREL and PUBCOMP follow.',
  },
  'lost-pubrel': {
    name: 'Lost PUBREL',
    text: 'The next PUBREL from the client is lost and the connection breaks; the client must send PUBREL again, and not PUBLISH.',
    waitsFor: waits('PUBREL from'),
    todo: AT_QOS_2,
    happened: lost('PUBREL from'),
    look: 'PUBREL is sent again after CONNACK, and PUBCOMP follows.',
  },
  'lost-pubcomp': {
    name: 'Lost PUBCOMP',
    text: 'The next PUBCOMP to the client is lost and the connection breaks; the client must send PUBREL again.',
    waitsFor: waits('PUBCOMP to'),
    todo: AT_QOS_2,
    happened: lost('PUBCOMP to'),
    look: 'PUBREL is sent again after CONNACK, and PUBCOMP follows, in MQTT 5 with 0x92: the broker had already finished.',
  },
  'duplicated-publish': {
    name: 'Duplicated PUBLISH',
    text: 'The next PUBLISH above QoS 0 to the client arrives twice, the second time with DUP; at QoS 2 the client must treat both as one message.',
    waitsFor: waits('PUBLISH above QoS 0 to'),
    todo: 'Publish above QoS 0 to a topic that it is subscribed to, also above QoS 0.',
    happened: (client) => `The same PUBLISH was sent to ${client} twice.`,
    look: 'The second PUBLISH has DUP and the same packet identifier.',
  },
  'restart-with-sessions': {
    name: 'Broker restart with sessions',
    text: 'All connections end without DISCONNECT, no client can connect for a second, and every session, queued and retained message is kept.',
    waitsFor: never,
    todo: '',
    happened: () => 'The broker stopped and restarted with its sessions.',
    look: 'Clients that keep a session reconnect with session present, and continue where they were.',
  },
  'restart-without-sessions': {
    name: 'Broker restart without sessions',
    text: 'All connections end without DISCONNECT, no client can connect for a second, and every session, queued and retained message is lost.',
    waitsFor: never,
    todo: '',
    happened: () => 'The broker stopped and restarted without its sessions and messages.',
    look: 'CONNACK does not have session present: clients must subscribe again.',
  },
  'keep-alive-lost': {
    name: 'Keep alive lost',
    text: 'From the client’s next PINGREQ, everything is lost in both directions while the connection stays open; the client must detect this itself.',
    waitsFor: waits('PINGREQ from'),
    todo: 'The client sends it when it has sent nothing for the keep alive time.',
    happened: (client) =>
      `After its PINGREQ, nothing more passed between ${client} and the broker on that connection.`,
    look: 'PINGREQ stays unanswered until the client gives up on the connection.',
  },
  'take-over': {
    name: 'Take-over',
    text: 'A second client connects under the same client ID, so the broker ends the first connection (with 0x8E in MQTT 5).',
    waitsFor: waits('packet from'),
    todo: 'Have it connect and send something.',
    happened: (client) => `Another client connected as ${client} and disconnected again.`,
    look: 'DISCONNECT 0x8E in MQTT 5, otherwise only the end of the connection; the session continues.',
  },
  'quota-exceeded': {
    name: 'Quota exceeded',
    text: 'The client’s next PUBLISH above QoS 0 is refused with 0x97; before MQTT 5, which has no code for it, it is acknowledged and discarded.',
    waitsFor: waits('PUBLISH above QoS 0 from'),
    todo: 'Have it publish at QoS 1 or 2.',
    happened: (client) => `A PUBLISH from ${client} was refused.`,
    look: 'PUBACK or PUBREC with 0x97; before MQTT 5, they look the same as usual.',
  },
  'not-authorised': {
    name: 'Not authorised',
    text: 'The next SUBSCRIBE or PUBLISH (QoS 1, 2) is refused with 0x87. Before MQTT 5: 0x80 (3.1: granted), and PUBLISH is acknowledged but discarded.',
    waitsFor: waits('SUBSCRIBE, or PUBLISH above QoS 0, from'),
    todo: 'Have it subscribe, or publish at QoS 1 or 2.',
    happened: (client) => `The request of ${client} was refused.`,
    look: 'The acknowledgement with 0x87; a SUBACK with 0x80 in MQTT 3.1.1, and with the requested QoS in MQTT 3.1, although there is no subscription.',
  },
  'server-moved': {
    name: 'Server moved',
    text: 'The broker redirects the client with DISCONNECT 0x9D and the name of another server; before MQTT 5, the connection just ends.',
    waitsFor: waits('packet from'),
    todo: 'Have it connect or send something.',
    happened: (client) => `${client} was redirected to another server.`,
    look: 'DISCONNECT 0x9D with the server reference; CONNACK with it where the client was connecting.',
  },
} satisfies Readonly<Record<RecipeId, RecipeWords>>;
