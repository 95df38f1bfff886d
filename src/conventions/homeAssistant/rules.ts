/** The rules on Home Assistant's discovery by id: severity, and the page that documents the requirement. */
import type { ProblemSeverity } from '../../engine/findings/problem.ts';

export type HomeAssistantRule =
  | 'home-assistant-refused'
  | 'home-assistant-discovery'
  | 'home-assistant-state';

interface DocumentedRule {
  readonly severity: ProblemSeverity;
  readonly statement: string;
}

const DISCOVERY = 'home-assistant.io/integrations/mqtt';

export const HOME_ASSISTANT_RULES: Readonly<Record<HomeAssistantRule, DocumentedRule>> = {
  'home-assistant-refused': { severity: 'error', statement: DISCOVERY },
  'home-assistant-discovery': { severity: 'warn', statement: DISCOVERY },
  'home-assistant-state': {
    severity: 'error',
    statement: 'home-assistant.io/integrations/sensor.mqtt',
  },
};
