/** Texts about faults: recipes, fault rules, step mode. */

import type { FaultAction, FaultMatch, PacketChange } from '../../../broker/faults/faultRule.ts';
import type { WaitingPacket } from '../../../broker/faults/marks.ts';
import { packetName } from '../../../mqtt/tables/packetNames.ts';
import { hexByte } from '../../../mqtt/tables/reasonCodes.ts';
import { grouped } from '../../numbers.ts';
import { recipeWords } from './recipeWords.ts';

const DIRECTIONS = { 'from-client': 'from client', 'to-client': 'to client' } as const;

/** `sensor-* · to client · PUBACK · topic a/# · QoS 1 · only no. 1 per client · chance 0.5`. */
function matchText(match: FaultMatch): string {
  const { client, direction, packet, topic, qos, filter, nth, per, chance } = match;
  const parts = [
    client,
    direction && DIRECTIONS[direction],
    packet?.map(packetName).join(' or '),
    topic === undefined ? undefined : `topic ${topic}`,
    qos === undefined ? undefined : `QoS ${qos}`,
    filter,
    nth === undefined ? undefined : `only no. ${nth}${per === undefined ? '' : ` per ${per}`}`,
    chance === undefined ? undefined : `chance ${chance}`,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? 'every packet' : parts.join(' · ');
}

function actionText(action: FaultAction): string {
  switch (action.action) {
    case 'drop':
      return 'drop';
    case 'delay': {
      const { least, most } = action;
      return `delay by ${least === most ? least : `${least} to ${most}`} ms`;
    }
    case 'duplicate':
      return 'duplicate';
    case 'hold':
      return 'hold';
    case 'edit':
      return `change ${changeText(action.set)}`;
    case 'answer':
      return `answer ${hexByte(action.reasonCode)}${action.with === 'disconnect' ? ' with DISCONNECT' : ''}`;
    case 'cut':
      return `cut ${action.when} it`;
    case 'silent':
      return 'go silent';
  }
}

function changeText({ topic, payload, retain, reasonCode }: PacketChange): string {
  return [
    topic === undefined ? undefined : `topic to ${topic}`,
    payload === undefined ? undefined : 'payload',
    retain === undefined ? undefined : `retain ${retain ? 'on' : 'off'}`,
    reasonCode === undefined ? undefined : `reason code to ${hexByte(reasonCode)}`,
  ]
    .filter((part) => part !== undefined)
    .join(', ');
}

export const faults = {
  title: 'Faults',
  parts: {
    label: 'What to break',
    recipes: 'Recipes',
    rules: 'Rules',
    step: 'Step mode',
    breakpoints: 'Breakpoints',
    network: 'Network',
  },
  closed: {
    title: 'Faults need the broker’s control interface',
    text: 'The companion’s broker and the one in this tab have it.',
  },
  refused: 'The broker refused this',

  actions: {
    recipes: 'Break something by recipe',
    recipe: (name: string): string => `Recipe: ${name}`,
    rules: 'Edit fault rules',
    step: 'Step mode: release packets one by one',
    letGo: 'Release the next waiting packet',
  },

  client: {
    label: 'Client',
    anybody: 'the first client',
    own: (client: string): string => `${client} (this connection)`,
    away: (client: string): string => `${client} (not connected)`,
    other: 'another client…',
    identifier: 'Client ID',
  },

  recipes: {
    words: recipeWords,
    stop: 'Stop waiting',
    runs: 'Runs',
    noRuns: 'No recipe started yet. Each recipe breaks something once and then ends.',
    states: { waiting: 'waiting', done: 'done', stopped: 'stopped' },
    everybody: 'all clients',
    anyClient: 'any client',
    look: 'Look for:',
    exchange: 'Show the exchange',
    streams: 'Show in Connections',
    packets: 'Show in Packets',
    bothEnds: 'Show both ends',
    openPackets: (client: string): string => `Open the packets of ${client}`,
    testTopic: 'mqttscope/test',
    testPayload: (name: string): string => `Test of: ${name}`,
    publish: (qos: 1 | 2): string => `Publish to mqttscope/test at QoS ${qos}`,
    receive: 'Subscribe and publish to mqttscope/test',
    sent: (qos: 1 | 2): string => `Test message sent to mqttscope/test at QoS ${qos}.`,
    session: {
      ends: (client: string): string => `The session of ${client} ends with its connection`,
      discarded: (client: string): string => `${client} discards its session when it connects`,
      text: 'Nothing can be sent again, and lost messages stay lost. To keep the session, turn Clean start off and, in MQTT 5, set a session expiry above 0.',
      starts: 'Start first reconnects with a session that is kept.',
      untilItEnds: 'It ends with the recipe.',
      startsTitle: (why: string, isExamined: boolean): string =>
        `${why}, so nothing could be sent again. Start reconnects with Clean start off and, in MQTT 5, a session expiry of one ${isExamined ? 'hour' : 'minute'}.`,
    },
    noKeepAlive: (client: string): string =>
      `${client} has keep alive turned off, so it never sends PINGREQ.`,
    shortKeepAlive: 'Connect again with a keep alive of 5 s',
    keepAlive: (seconds: number): string => `Its keep alive is ${seconds} s.`,
  },

  rules: {
    add: 'Add rule',
    asJson: 'As JSON',
    hint: 'The first matching rule applies to a packet; later rules do not see it. Recipes come first.',
    none: 'No fault rules',
    noneText:
      'A rule selects packets and says what happens to them: dropped, delayed, duplicated, held, refused.',
    match: matchText,
    does: actionText,
    counts: (matched: number, treated: number): string =>
      `matched ${grouped(matched)}, treated ${grouped(treated)}`,
    up: (id: string): string => `Move ${id} up`,
    down: (id: string): string => `Move ${id} down`,
    edit: (id: string): string => `Edit ${id}`,
    duplicate: (id: string): string => `Duplicate ${id}`,
    delete: (id: string): string => `Delete ${id}`,
    deleted: (id: string): string => `Fault rule ${id} was deleted.`,
    newRule: 'New fault rule',
    editing: (id: string): string => `Fault rule ${id}`,
    addThis: 'Add this rule',
    save: 'Save rule',
    cancel: 'Cancel',
    enabled: 'Enabled',
    fields: {
      id: 'Name',
      client: 'Client ID',
      everyClient: 'every client',
      clientHint: '* matches any characters',
      topic: 'Topic filter',
      everyTopic: 'every topic',
      direction: 'Direction',
      bothWays: 'both ways',
      fromClient: 'from the client',
      toClient: 'to the client',
      qos: 'QoS',
      everyQoS: 'every QoS',
      packets: 'Packet types; none chosen: all',
      nth: 'Only the nth',
      everyOne: 'every one',
      per: 'Counted',
      perAll: 'over all clients',
      perClient: 'per client',
      perConnection: 'per connection',
      chance: 'Chance, 0 to 1',
      always: 'always',
      seed: 'Seed',
      action: 'What happens',
      actions: {
        drop: 'drop',
        delay: 'delay',
        duplicate: 'duplicate',
        hold: 'hold',
        edit: 'change',
        answer: 'answer',
        cut: 'cut the connection',
        silent: 'go silent',
      },
      actionHints: {
        drop: 'The packet is lost.',
        delay: 'The packet is delayed.',
        duplicate: 'The packet arrives twice.',
        hold: 'The packet waits until you release it under Step mode.',
        edit: 'The packet is forwarded with these members changed.',
        answer: 'The broker does not see the packet; the client gets a reason code.',
        cut: 'The connection ends without DISCONNECT.',
        silent: 'The packet and everything after it are lost, in both directions.',
      },
      filter: 'Display filter',
      keepAlive: 'Keep both ends from timing out',
      releaseAfter: 'Send unchanged after (s)',
      never: 'never',
      newTopic: 'New topic',
      newPayload: 'New payload',
      newPayloadBase64: 'New payload, Base64',
      unchanged: 'unchanged',
      newRetain: 'Retain',
      retainOn: 'on',
      retainOff: 'off',
      newReason: 'New reason code',
      least: 'At least, ms',
      most: 'At most, ms',
      same: 'the same',
      overtake: 'Later packets may overtake it',
      dup: 'Set DUP on the copy',
      when: 'When',
      before: 'before the packet',
      after: 'after the packet',
      reasonCode: 'Reason code',
      answerWith: 'Answer with',
      acknowledgement: 'its acknowledgement',
      reasonString: 'Reason string',
      serverReference: 'Server reference',
    },
    json: {
      title: 'Rules as JSON, as in a file for --faults',
      apply: 'Apply',
      revert: 'Reload from the broker',
      copy: 'Copy',
      copied: 'Copied.',
      notCopied: 'The browser did not allow copying.',
      save: 'Save as file',
      open: 'Open file',
      file: 'File with fault rules',
      tooLarge: (name: string): string => `${name} is larger than 4 MiB, too large for rules.`,
      applied: (count: number): string =>
        count === 1 ? 'One rule is in force.' : `${grouped(count)} rules are in force.`,
    },
  },

  step: {
    title: 'Step mode',
    start: 'Start step mode',
    stop: 'Stop',
    stopOf: (client: string): string => `Stop step mode of ${client}`,
    withPings: 'PINGREQ and PINGRESP wait too',
    isOn: 'On for',
    hint: 'Each packet between the client and the broker, in both directions, waits until you release it. When you stop, all waiting packets are released.',
    letNext: 'Release next',
    letFromClient: 'Next from the client',
    letToClient: 'Next to the client',
    letGo: 'Release',
    releaseAll: 'Release all',
    columns: {
      direction: 'Direction',
      packet: 'Packet',
      id: 'ID',
      topic: 'Topic',
      size: 'Size',
      why: 'Waits',
    },
    waiting: 'Waiting packets',
    waitingCount: (count: number): string =>
      count === 1 ? '1 packet waits' : `${grouped(count)} packets wait`,
    listed: (first: number, all: number): string =>
      `The list has the first ${grouped(first)} of ${grouped(all)}.`,
    idle: 'Nothing waits',
    idleText: 'Choose a client and start step mode, or have a rule hold packets.',
    nothing: (client: string): string => `No packet of ${client} waits`,
    nothingText: 'Publish a message: QoS 2 takes four packets between both ends.',
    fromClient: 'from client',
    toClient: 'to client',
    noType: 'reserved',
    packetId: 'Packet identifier',
    client: 'Client ID',
    noClient: 'client unknown',
    isNext: 'next',
    waitsFor: (why: WaitingPacket['waitsFor'], rule: string | undefined): string => {
      if (why === 'release') return `held by ${rule ?? 'a rule'}`;
      if (why === 'time') return `delayed by ${rule ?? 'a rule'}`;
      return why === 'step' ? 'waits for you' : 'behind others';
    },
    nextIs: (type: string, isFromClient: boolean, total: number): string =>
      `${type} ${isFromClient ? 'from' : 'to'} the client waits${total > 1 ? `, ${grouped(total - 1)} more behind it` : ''}`,
    show: 'Show',
    bytes: 'Bytes of the packet',
    secret: 'Not shown: this packet contains secrets.',
    cut: (shown: number, size: number): string =>
      `the first ${grouped(shown)} of ${grouped(size)} bytes`,
    passed: 'Released',
  },
};
