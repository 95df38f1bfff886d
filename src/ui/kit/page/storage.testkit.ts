/** Storage for tests, prepared early because modules look for it only once, when they are loaded. */
import 'fake-indexeddb/auto';
