/** Node has no IndexedDB: this puts one in memory in the place where browsers have theirs. */
import "fake-indexeddb/auto";
