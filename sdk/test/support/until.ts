/** Waiting for what a client will show. */
import type { Readable } from "../../src/index.js";

/** The first value for which `holds`; fails with the last one after `ms`. */
export function until<T>(
  readable: Readable<T>,
  holds: (value: T) => boolean,
  ms = 10_000,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      unsubscribe();
      const last = JSON.stringify(readable.get())?.slice(0, 2_000);
      reject(new Error(`it did not come to hold; the last value was ${last}`));
    }, ms);
    const look = (): void => {
      if (holds(readable.get())) {
        clearTimeout(timer);
        unsubscribe();
        resolve(readable.get());
      }
    };
    const unsubscribe = readable.subscribe(look);
    look();
  });
}
