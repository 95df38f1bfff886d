/** What a topic of the platform means. */
import type { DeviceName } from '../identity.ts';

export type AlinkTopicKind =
  | 'property-post'
  | 'property-set'
  | 'event-post'
  | 'service'
  | 'desired-get'
  | 'desired-delete'
  | 'tags-update'
  | 'tags-delete'
  | 'config-get'
  | 'config-push'
  | 'raw-up'
  | 'raw-down'
  | 'life-cycle'
  | 'ntp'
  | 'shadow'
  | 'ota-inform'
  | 'ota-progress'
  | 'ota-request'
  | 'ota-upgrade'
  | 'rrpc'
  | 'custom-rrpc'
  | 'topology'
  | 'sub-device'
  | 'broadcast'
  | 'register'
  | 'custom';

export interface AlinkTopic extends Partial<DeviceName> {
  readonly kind: AlinkTopicKind;
  /** Who publishes to it: the device or the platform. `both`: a custom topic, of which the product's classes decide. */
  readonly from: 'device' | 'cloud' | 'both';
  /** It carries the answer to a message on `partner`. */
  readonly isReply: boolean;
  /** Where its answers go, or where what it answers came from; undefined: there is no such topic. */
  readonly partner: string | undefined;
  /** Of the event or service; the message id of an RRPC; the rest of a custom topic. */
  readonly identifier: string | undefined;
}
