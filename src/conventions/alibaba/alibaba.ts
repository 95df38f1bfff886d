/** Alibaba Cloud IoT Platform as a convention. */

import { deliveries } from '../../alibaba/deliveries.ts';
import type { Convention } from '../../engine/conventions/convention.ts';

export const alibaba: Convention = { secrets: deliveries };
