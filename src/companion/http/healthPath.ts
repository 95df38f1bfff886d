/** Path of health checks. */
export const HEALTH_PATH = '/healthz';
