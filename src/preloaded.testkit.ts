/**
 * Sets the seed of property tests and preloads shared modules. A setup file is fetched anew for each test file,
 * the modules that it imports only once per worker.
 */
import './base/fixedSeed.testkit.ts';
import './connection/loaded.testkit.ts';
import './ui/kit/language/bothLanguages.testkit.ts';
