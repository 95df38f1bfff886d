/** Texts of firmware and other files for devices of the local platform. */
import type { WebhookFacts } from '../../../broker/platform/devices/webhook.ts';
import { grouped } from '../../numbers.ts';

export const firmware = {
  webhook: {
    title: 'Webhook',
    none: 'Device messages are not forwarded.',
    address: 'Address',
    counts: 'Messages',
    told: ({ sent, waiting, failed, dropped }: WebhookFacts): string =>
      `${grouped(sent)} sent, ${grouped(waiting)} waiting, ${grouped(failed)} failed, ${grouped(dropped)} dropped`,
    trouble: 'Last try',
    url: 'URL',
    hint: 'Properties, events, raw data and custom messages are sent there as JSON, by POST. Addresses of other machines must be given at the start (--alibaba-webhook).',
    apply: 'Set',
    set: 'The webhook is set',
    remove: 'Remove the webhook',
    removed: 'The webhook is removed',
  },
};
