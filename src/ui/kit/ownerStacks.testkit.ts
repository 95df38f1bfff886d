/**
 * Before tests of what is drawn: React notes no stack for each element, as it does for those beyond the first 10,000
 * of a second. Its warnings alone would tell of them, and stacks are a tenth of what drawing takes here.
 */
import * as React from 'react';

const INTERNALS = '__CLIENT_INTERNALS_DO_NOT_USE_OR_WARN_USERS_THEY_CANNOT_UPGRADE';
const internals: unknown = Reflect.get(React, INTERNALS);

if (typeof internals === 'object' && internals !== null) {
  Object.defineProperty(internals, 'recentlyCreatedOwnerStacks', {
    configurable: true,
    get: () => Number.POSITIVE_INFINITY,
    set(): void {},
  });
}
