/** Frigate (docs.frigate.video/integrations/mqtt): cameras, detections, and pictures as bytes. */
import type { ConventionFile } from '../files/conventionFile.ts';

const ALL = { device: 'frigate', root: 'frigate' } as const;
const CAMERA = { root: 'frigate/{device}', parent: 'frigate' } as const;

export const frigate: ConventionFile = {
  convention: 'frigate',
  name: 'Frigate',
  topics: [
    {
      topic: 'frigate/available',
      kind: 'availability',
      about: {
        en: 'Whether Frigate runs; retained, and its will.',
        zh: 'Frigate 是否在运行；为保留消息，也是其遗嘱。',
      },
      ...ALL,
      state: { at: '', is: { online: 'online', offline: 'offline', stopped: 'offline' } },
    },
    {
      topic: 'frigate/stats',
      kind: 'statistics',
      about: { en: 'How cameras and detectors do.', zh: '摄像头和检测器的运行情况。' },
      ...ALL,
      facts: { version: '.service.version' },
      devices: {
        at: '.cameras',
        device: '{key}',
        root: 'frigate/{device}',
        parent: 'frigate',
        parts: { at: '' },
        alarms: [
          {
            what: { en: 'No pictures come from the camera', zh: '摄像头没有画面' },
            when: { at: '.camera_fps', is: [0] },
          },
        ],
      },
    },
    {
      topic: 'frigate/events',
      kind: 'event',
      about: {
        en: 'What is seen begins, changes or ends; many messages while something moves.',
        zh: '检测目标出现、变化或消失；有物体移动时消息很多。',
      },
      ...ALL,
      devices: {
        at: '.after',
        isOne: true,
        device: '.camera',
        root: 'frigate/{device}',
        parent: 'frigate',
        isHeard: true,
        isAlive: true,
        parts: [
          { at: '.label', name: 'label' },
          { at: '.top_score', name: 'top score' },
          { at: '.current_zones', name: 'zones' },
        ],
      },
    },
    {
      topic: 'frigate/reviews',
      kind: 'review',
      about: {
        en: 'Events that belong together, for a person to look at.',
        zh: '供人查看的一组事件。',
      },
      ...ALL,
    },
    {
      topic:
        'frigate/{what:tracked_object_update|camera_activity|triggers|model_state|onConnect|notifications|restart}',
      kind: 'server',
      ...ALL,
    },
    {
      topic: 'frigate/notifications/{rest...}',
      kind: 'server',
      ...ALL,
    },
    {
      topic: 'frigate/{device}/{object}/snapshot',
      kind: 'snapshot',
      about: {
        en: 'The best picture of what was seen last, as JPEG; retained.',
        zh: '最近检测目标的最佳画面，JPEG；为保留消息。',
      },
      ...CAMERA,
    },
    {
      topic: 'frigate/{device}/{feature}/set',
      kind: 'command',
      about: { en: 'Switches or sets something of the camera.', zh: '开关或设置摄像头的功能。' },
      ...CAMERA,
      identifier: '{feature}',
      toDevice: true,
    },
    {
      topic: 'frigate/{device}/{feature}/state',
      kind: 'setting',
      about: { en: 'Whether a feature of the camera is on.', zh: '摄像头某功能是否开启。' },
      ...CAMERA,
      isAlive: true,
      parts: { at: '', name: '{feature}', command: 'frigate/{device}/{feature}/set' },
    },
    {
      topic: 'frigate/{device}/audio/{sound}',
      kind: 'sound',
      about: {
        en: 'Whether this is heard, how loud it is (`dBFS`, `rms`), or what is said.',
        zh: '是否听到该声音、音量（`dBFS`、`rms`）或语音转写。',
      },
      ...CAMERA,
      isAlive: true,
      parts: { at: '', name: 'audio {sound}' },
    },
    {
      topic: 'frigate/{device}/ptz',
      kind: 'command',
      about: { en: 'Moves the camera.', zh: '转动摄像头。' },
      ...CAMERA,
      identifier: 'ptz',
      toDevice: true,
    },
    {
      topic: 'frigate/{device}/status/{role}',
      kind: 'camera status',
      about: { en: 'Whether the stream of that role comes.', zh: '该用途的视频流是否正常。' },
      ...CAMERA,
      state: {
        at: '',
        is: { online: 'online', offline: 'offline', disabled: 'asleep' },
      },
      // With several roles, the last one determines the state.
      parts: { at: '', name: 'status {role}' },
    },
    {
      topic: 'frigate/{device}/{object}/active',
      kind: 'count',
      about: { en: 'How many of these move.', zh: '正在移动的数量。' },
      ...CAMERA,
      isAlive: true,
      parts: { at: '', name: '{object} active' },
    },
    {
      topic: 'frigate/{device}/{object}',
      kind: 'count',
      about: {
        en: 'How many of these the camera or zone sees; or whether there is motion or sound.',
        zh: '摄像头或区域中该类目标的数量；或是否有移动、声音。',
      },
      ...CAMERA,
      isAlive: true,
      parts: { at: '', name: '{object}' },
    },
  ],
};
