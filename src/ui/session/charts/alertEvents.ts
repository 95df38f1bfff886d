/** Hands news of alerts to the code that is loaded for them. Imported for this effect. */
import { loadedLater } from '../../kit/loading/loadedLater.ts';
import { whenAlertsReported } from '../workerEvents.ts';

const alerts = loadedLater(() => import('./alerts.ts'));

whenAlertsReported((id, told) => alerts.whenThere(({ takeAlerts }) => takeAlerts(id, told)));
