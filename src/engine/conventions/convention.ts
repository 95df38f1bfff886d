/** What an ecosystem lays down over MQTT, as far as the engine asks. Each part may be missing. */
import type { SecretDeliveries } from '../../mqtt/secrets/deliveries.ts';

export interface Convention {
  /** In which messages secrets are handed out. */
  readonly secrets?: SecretDeliveries;
}
