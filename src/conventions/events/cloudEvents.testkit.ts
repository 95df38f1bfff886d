/** CloudEvents in both modes, parts of one trace, and one with mistakes. */
import type { Said } from '../files/talk.testkit.ts';

const TRACE = '00-4bf92f3577b34da6a3ce929d0e0e4736';

const EVENT = {
  specversion: '1.0',
  type: 'com.example.press.done',
  source: '/plant/press-7',
  time: '2026-01-01T00:00:01Z',
};

interface Spoken {
  readonly messages: readonly Said[];
  readonly user: readonly (readonly (readonly [string, string])[])[];
}

export const CLOUD_EVENTS: Spoken = {
  messages: [
    ['in', 'plant/press-7/done', { parts: 12 }],
    [
      'in',
      'plant/events',
      {
        ...EVENT,
        id: 'A-2',
        subject: 'tool',
        traceparent: `${TRACE}-1c2d3e4f5a6b7c8d-00`,
        data: { wear: 0.4 },
      },
    ],
    ['in', 'plant/press-7/done', { parts: 11 }],
  ],
  user: [
    [
      ...Object.entries({ ...EVENT, id: 'A-1', line: 'north' }),
      ['traceparent', `${TRACE}-00f067aa0ba902b7-01`],
      ['tracestate', 'rojo=00f067aa0ba902b7,congo=t61rcWkgMzE'],
    ],
    [],
    [
      ...Object.entries({ ...EVENT, time: '2026-01-01 00:00' }),
      ['traceparent', '00-0-00f067aa0ba902b7-01'],
    ],
  ],
};
