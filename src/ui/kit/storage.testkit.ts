/** Before tests of what is drawn: a place to store, which what stores looks for only once, when it is loaded. */
import 'fake-indexeddb/auto';
